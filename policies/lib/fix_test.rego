package regraft.fix_test

import data.regraft.fix

test_operations if {
	fix.set(7).ops == [{"op": "set", "value": 7}]
	fix.ensure({"a": 1}).ops == [{"op": "ensure", "value": {"a": 1}}]
	fix.ensure_block({"a": 1}).ops == [{"op": "ensure", "value": {"a": 1}, "as": "block"}]
	fix.ensure_map({"a": 1}).ops == [{"op": "ensure", "value": {"a": 1}, "as": "map"}]
	fix.remove.ops == [{"op": "remove"}]
	fix.ensure_item("x", "x").ops == [{"op": "ensure_item", "match": "x", "value": "x"}]
	fix.remove_item({"name": "x"}).ops == [{"op": "remove_item", "match": {"name": "x"}}]
	fix.rename("other").ops == [{"op": "rename", "to": "other"}]
	fix.add_resource("t", "n", {}).ops == [{"op": "add_resource", "type": "t", "name": "n", "value": {}}]
}

test_every_operation_has_a_title if {
	every operation in [
		fix.set(7), fix.ensure({}), fix.ensure_block({}), fix.ensure_map({}), fix.remove,
		fix.ensure_item(1, 1), fix.remove_item(1), fix.rename("a"), fix.add_resource("t", "n", {}),
	] {
		operation.title != ""
	}
}

test_all_keeps_order if {
	joined := fix.all([fix.set(1), fix.at(fix.set(2), ["b"]), fix.remove])
	joined.ops == [{"op": "set", "value": 1}, {"op": "set", "value": 2, "path": ["b"]}, {"op": "remove"}]
	joined.title == "Set the value; Set the value; Remove it"
}

test_at_leaves_a_path_alone if {
	fix.at(fix.at(fix.set(1), ["a"]), ["b"]).ops == [{"op": "set", "value": 1, "path": ["a"]}]
}

test_levels if {
	fix.safe(fix.set(1), "T") == {"title": "T", "level": "safe", "ops": [{"op": "set", "value": 1}]}
	fix.unsafe(fix.remove, "T", "why") == {"title": "T", "level": "unsafe", "because": "why", "ops": [{"op": "remove"}]}
	asked := fix.manual(fix.set(fix.input_value("n")), "T", "why", {"n": {"type": "number", "description": "d"}})
	asked.ops == [{"op": "set", "value": {"$input": "n"}}]
	asked.inputs.n.type == "number"
}

test_guards_and_values if {
	fix.expecting(fix.set(1), 2).ops == [{"op": "set", "value": 1, "expect": 2}]
	fix.or_else(fix.set(1), [fix.remove]).alternatives == [fix.remove]
	fix.self("id") == {"$ref": ["$self", "id"]}
	fix.ref(["aws_s3_bucket", "logs", "id"]) == {"$ref": ["aws_s3_bucket", "logs", "id"]}
	fix.literal({"$input": "n"}) == {"$lit": {"$input": "n"}}
}
