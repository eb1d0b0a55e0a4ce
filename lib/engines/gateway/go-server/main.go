// An MCP server as Go programs read one: encoding/json into structs, which matches keys without regard to case and takes
// the last. It answers every call with what it would run, and says its port on the first line it prints.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
)

type arguments struct {
	Action string `json:"action"`
	Key    int64  `json:"key"`
}

type params struct {
	Name      string    `json:"name"`
	Arguments arguments `json:"arguments"`
}

type request struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params params          `json:"params"`
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, http.HandlerFunc(answer))
}

func answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var call request
	if err := json.Unmarshal(body, &call); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Printf("%s %s %s %d\n", call.Method, call.Params.Name, call.Params.Arguments.Action, call.Params.Arguments.Key)
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"result":{"content":[]}}`, call.ID)
}
