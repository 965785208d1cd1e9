//go:build wasip1

package main

import "unsafe"

// The host fills request and reads response; both stay referenced here so that
// the garbage collector leaves them where the host was told they are.
var request, response []byte

// allocate reserves size bytes for the next request and returns their address.
//
//go:wasmexport regraft_allocate
func allocate(size uint32) unsafe.Pointer {
	request, response = make([]byte, size+1), nil
	return unsafe.Pointer(unsafe.SliceData(request))
}

// call handles the request that was written to the allocated bytes and returns
// address<<32 | length of the response frame (see frame.go).
//
//go:wasmexport regraft_call
func call() uint64 {
	response = handle(request[:len(request)-1])
	request = nil
	address := uint64(uintptr(unsafe.Pointer(unsafe.SliceData(response))))
	return address<<32 | uint64(len(response))
}

// release drops the last response, so that it can be collected.
//
//go:wasmexport regraft_release
func release() {
	request, response = nil, nil
}
