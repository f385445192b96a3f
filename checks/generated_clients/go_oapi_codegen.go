// The program of the Go client that oapi-codegen writes into the package api.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"strings"

	"clients/api"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func request(model string, stream *bool) api.ChatCompletionRequest {
	var content api.ChatMessage_Content
	check(content.FromChatMessageContent0("The capital of France?"))
	var stop api.StopSequences
	check(stop.FromStopList(api.StopList{"END", "STOP"}))
	return api.ChatCompletionRequest{
		Model:    &model,
		Messages: []api.ChatMessage{{Role: api.RoleUser, Content: &content}},
		Stop:     &stop,
		Stream:   stream,
	}
}

// The client returns the response of a stream as it is, so the program reads the events.
func stream(client api.ClientInterface) (pieces []string) {
	wanted := true
	response, err := client.CreateChatCompletion(context.Background(), request("helix", &wanted))
	check(err)
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		data, found := strings.CutPrefix(lines.Text(), "data: ")
		if !found || data == "[DONE]" {
			continue
		}
		var chunk api.ChatCompletionChunk
		check(json.Unmarshal([]byte(data), &chunk))
		if content := (*chunk.Choices)[0].Delta.Content; content != nil && *content != "" {
			pieces = append(pieces, *content)
		}
	}
	check(lines.Err())
	return pieces
}

func main() {
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("HELIXAGENT_API_KEY"))
		return nil
	}
	client, err := api.NewClientWithResponses(os.Getenv("HELIXAGENT_BASE_URL"), api.WithRequestEditorFn(authorize))
	check(err)

	completion, err := client.CreateChatCompletionWithResponse(context.Background(), request("helix", nil))
	check(err)
	choice := (*completion.JSON200.Choices)[0]

	failed, err := client.CreateChatCompletionWithResponse(context.Background(), request("invalid-model", nil))
	check(err)
	detail, err := failed.JSON404.Error.AsErrorDetail()
	check(err)
	code, err := detail.Code.AsErrorDetailCode0()
	check(err)

	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"content": choice.Message.Content,
		"finish":  choice.FinishReason,
		"created": completion.JSON200.Created,
		"status":  failed.StatusCode(),
		"error":   detail.Message,
		"code":    code,
		"stream":  stream(client.ClientInterface),
	}))
}
