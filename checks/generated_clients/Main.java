import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ChatApi;
import org.openapitools.client.model.ChatCompletionRequest;
import org.openapitools.client.model.ChatCompletionResponse;
import org.openapitools.client.model.ChatMessage;
import org.openapitools.client.model.ChatMessageContent;
import org.openapitools.client.model.Choice;
import org.openapitools.client.model.ErrorDetail;
import org.openapitools.client.model.ErrorResponse;
import org.openapitools.client.model.Role;
import org.openapitools.client.model.StopList;
import org.openapitools.client.model.StopSequences;

/** The program of the Java client that openapi-generator writes. */
public class Main {
  static ChatCompletionRequest request(String model) {
    StopList stop = new StopList();
    stop.addAll(List.of("END", "STOP"));
    ChatMessage message = new ChatMessage().role(Role.USER);
    message.content(new ChatMessageContent("The capital of France?"));
    return new ChatCompletionRequest().model(model).addMessagesItem(message).stop(new StopSequences(stop));
  }

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(System.getenv("HELIXAGENT_BASE_URL"));
    String key = System.getenv("HELIXAGENT_API_KEY");
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    ChatApi chat = new ChatApi(client);
    ObjectMapper mapper = ApiClient.createDefaultObjectMapper();

    ChatCompletionResponse completion = chat.createChatCompletion(request("helix"));
    Choice choice = completion.getChoices().get(0);
    try {
      chat.createChatCompletion(request("invalid-model"));
    } catch (ApiException failure) {
      ErrorResponse body = mapper.readValue(failure.getResponseBody(), ErrorResponse.class);
      ErrorDetail detail = body.getError().getErrorDetail();
      System.out.println(
          mapper.writeValueAsString(
              Map.of(
                  "content", choice.getMessage().getContent(),
                  "finish", choice.getFinishReason(),
                  "created", completion.getCreated(),
                  "status", failure.getCode(),
                  "error", detail.getMessage(),
                  "code", detail.getCode())));
    }
  }
}
