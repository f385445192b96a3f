// The program of the Go client that openapi-generator writes. It belongs into a folder of the generated module.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	api "github.com/GIT_USER_ID/GIT_REPO_ID"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func request(model string) api.ChatCompletionRequest {
	message := api.NewChatMessage(api.USER)
	content := "The capital of France?"
	message.SetContent(api.StringAsChatMessageContent(&content))
	request := api.NewChatCompletionRequest([]api.ChatMessage{*message})
	request.SetModel(model)
	request.SetStop(api.StopSequences{ArrayOfString: &[]string{"END", "STOP"}})
	return *request
}

func main() {
	configuration := api.NewConfiguration()
	configuration.Servers = api.ServerConfigurations{{URL: os.Getenv("HELIXAGENT_BASE_URL")}}
	chat := api.NewAPIClient(configuration).ChatAPI
	ctx := context.WithValue(context.Background(), api.ContextAccessToken, os.Getenv("HELIXAGENT_API_KEY"))

	completion, _, err := chat.CreateChatCompletion(ctx).ChatCompletionRequest(request("helix")).Execute()
	check(err)
	choice := completion.GetChoices()[0]

	_, response, err := chat.CreateChatCompletion(ctx).ChatCompletionRequest(request("invalid-model")).Execute()
	var failure *api.GenericOpenAPIError
	if !errors.As(err, &failure) {
		panic(err)
	}
	detail := failure.Model().(api.ErrorResponse).Error.ErrorDetail

	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"content": choice.Message.GetContent(),
		"finish":  choice.GetFinishReason(),
		"created": completion.GetCreated(),
		"status":  response.StatusCode,
		"error":   detail.GetMessage(),
		"code":    detail.GetCode().String,
	}))
}
