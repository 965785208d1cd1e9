-- Opens main.tf in the working folder with the server that SERVER names, and prints what an editor makes of it as JSON.
vim.o.swapfile = false
vim.cmd('edit main.tf')
vim.bo.filetype = 'terraform'
local client = vim.lsp.start_client({
  name = 'regraft',
  cmd = { vim.env.NODE, vim.env.SERVER, '--stdio' },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)

local function codes(count)
  vim.wait(20000, function()
    return #vim.diagnostic.get(0) == count
  end, 10)
  return vim.tbl_map(function(diagnostic)
    return { diagnostic.code, diagnostic.lnum, diagnostic.col }
  end, vim.diagnostic.get(0))
end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    return answer.result
  end
end

local seen = { found = codes(1) }
vim.api.nvim_win_set_cursor(0, { 2, 25 })
seen.hover = ask('textDocument/hover', vim.lsp.util.make_position_params(0, 'utf-16')).contents.value
local params = vim.lsp.util.make_range_params(0, 'utf-16')
params.context = { diagnostics = {} }
local actions = ask('textDocument/codeAction', params)
seen.titles = vim.tbl_map(function(action)
  return action.title
end, actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
seen.healed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
seen.left = #codes(0)
vim.api.nvim_buf_set_lines(0, 1, 2, false, { '', '  enable_key_rotation = false' })
seen.typed = codes(1)
io.stdout:write(vim.json and vim.json.encode(seen) or vim.fn.json_encode(seen))
vim.cmd('qa!')
