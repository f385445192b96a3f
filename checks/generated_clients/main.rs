//! The program of the Rust client that openapi-generator writes. It is an example of the generated crate.

use openapi::apis::chat_api::{create_chat_completion, CreateChatCompletionError};
use openapi::apis::configuration::Configuration;
use openapi::apis::Error;
use openapi::models::{
    ChatCompletionRequest, ChatMessage, ChatMessageContent, ErrorDetailCode, ErrorResponseError, Role, StopSequences,
};

fn request(model: &str) -> ChatCompletionRequest {
    let mut message = ChatMessage::new(Role::User);
    message.content = Some(Some(Box::new(ChatMessageContent::String("The capital of France?".into()))));
    let mut request = ChatCompletionRequest::new(vec![message]);
    request.model = Some(model.into());
    request.stop = Some(Box::new(StopSequences::StopList(vec!["END".into(), "STOP".into()])));
    request
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let configuration = Configuration {
        base_path: std::env::var("HELIXAGENT_BASE_URL").unwrap(),
        bearer_access_token: std::env::var("HELIXAGENT_API_KEY").ok(),
        ..Configuration::new()
    };
    let completion = create_chat_completion(&configuration, request("helix")).await.unwrap();
    let choice = completion.choices.unwrap().unwrap().remove(0);

    let failed = create_chat_completion(&configuration, request("invalid-model")).await;
    let Err(Error::ResponseError(failure)) = failed else { panic!("{failed:?}") };
    // The body of each error fits the variant of each status, and serde takes the first; `status` has the real one.
    let Some(CreateChatCompletionError::Status400(body)) = failure.entity else { panic!("{:?}", failure.entity) };
    let ErrorResponseError::ErrorDetail(detail) = *body.error.unwrap() else { panic!("not an object") };
    let Some(Some(code)) = detail.code else { panic!("no code") };
    let ErrorDetailCode::String(code) = *code else { panic!("{code:?}") };

    let printed = serde_json::json!({
        "content": choice.message.unwrap().content,
        "finish": choice.finish_reason,
        "created": completion.created,
        "status": failure.status.as_u16(),
        "error": detail.message,
        "code": code,
    });
    println!("{printed}");
}
