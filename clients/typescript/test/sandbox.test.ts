/** The client against the SDK's sandbox, which the environment's PYTHON starts. */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";

import { createHelixAgent, events, StreamError, verifyWebhookSignature, type Schemas } from "../src/index.js";

let sandbox: ChildProcess;
let client: ReturnType<typeof createHelixAgent>;
const messages: Schemas["ChatMessage"][] = [{ role: "user", content: "Tell me a story" }];

before(async () => {
  sandbox = spawn(process.env["PYTHON"] ?? "python3", ["-m", "helixagent.testing.sandbox", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await Promise.race([
    once(sandbox.stdout!, "data"),
    once(sandbox, "exit").then(() => assert.fail("the sandbox did not start")),
  ]);
  client = createHelixAgent({ apiKey: "test", baseUrl: /http:\S+/.exec(String(line))![0] });
});

after(() => sandbox.kill());

test("a chat", async () => {
  const { data, response } = await client.POST("/v1/chat/completions", { body: { messages } });
  assert.equal(response.status, 200);
  const answer: Schemas["ChatCompletionResponse"] | undefined = data;
  const text = answer?.choices?.[0]?.message?.content;
  assert.ok(text && text.length > 0);
  assert.ok((answer?.usage?.total_tokens ?? 0) > 0);
});

test("a wrong request", async () => {
  const { data, error, response } = await client.POST("/v1/chat/completions", { body: { messages: [] } });
  assert.equal(data, undefined);
  assert.equal(response.status, 400);
  assert.ok(typeof error?.error === "object" && error.error.message);
});

test("a stream", async () => {
  const whole = await client.POST("/v1/chat/completions", { body: { messages } });
  const { data } = await client.POST("/v1/chat/completions", { body: { messages, stream: true }, parseAs: "stream" });
  const pieces: string[] = [];
  for await (const chunk of events<Schemas["ChatCompletionChunk"]>(data)) {
    pieces.push(chunk.choices?.[0]?.delta?.content ?? "");
  }
  assert.ok(pieces.length > 2);
  assert.equal(pieces.join(""), whole.data?.choices?.[0]?.message?.content);
});

test("a stream that is cut, and one that fails", async () => {
  const chunk = `data: {"choices": [{"delta": {"content": "é"}}]}\r\n\r\n`;
  for (const [end, message] of [["", /cut/], [`data: {"error": {"message": "broke"}}\n\n`, /broke/]] as const) {
    const found: Schemas["ChatCompletionChunk"][] = [];
    const reading = async () => {
      // One byte at a time, so that pieces end within a character and within a line.
      for await (const item of events<Schemas["ChatCompletionChunk"]>(bytes(`: comment\n\n${chunk}${end}`))) {
        found.push(item);
      }
    };
    await assert.rejects(reading, (error) => error instanceof StreamError && message.test(error.message));
    assert.equal(found[0]?.choices?.[0]?.delta?.content, "é");
  }
});

test("the events of a task", async () => {
  for (const [outcome, last] of [["completed", "completed"], ["failed", "error"]] as const) {
    const body = { type: "report", payload: { sandbox_outcome: outcome } };
    const taskId = (await client.POST("/v1/tasks", { body })).data?.id;
    assert.ok(taskId);
    const { data } = await client.GET("/v1/tasks/{taskId}/events", { params: { path: { taskId } }, parseAs: "stream" });
    const types: string[] = [];
    for await (const event of events<Schemas["TaskEvent"]>(data)) types.push(event.type);
    assert.equal(types.at(-1), last);
    assert.ok(types.length > 1);
  }
});

test("the events of a task that are cut", async () => {
  const reading = async () => {
    for await (const event of events<Schemas["TaskEvent"]>(bytes(`event: log\ndata: {"type": "log"}\n\n`))) {
      assert.equal(event.type, "log");
    }
  };
  await assert.rejects(reading, (error) => error instanceof StreamError && /cut/.test(error.message));
});

function bytes(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const byte of new TextEncoder().encode(text)) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
}

test("a debate", async () => {
  const created = await client.POST("/v1/debates", { body: { topic: "Tea or coffee?", maximal_repeat_rounds: 2 } });
  const params = { path: { debateId: await finish(created.data) } };
  const { data } = await client.GET("/v1/debates/{debateId}/results", { params });
  assert.ok((data?.participants?.length ?? 0) >= 2);
});

async function finish(debate: Schemas["Debate"] | undefined): Promise<string> {
  const debateId = debate?.debateId;
  assert.ok(debateId);
  // The sandbox's debates go on with each question.
  for (let status = debate.status, asked = 0; status !== "completed"; asked += 1) {
    assert.ok(asked < 50, `the debate is still ${status}`);
    status = (await client.GET("/v1/debates/{debateId}/status", { params: { path: { debateId } } })).data?.status;
  }
  return debateId;
}

test("a webhook", async () => {
  const secret = "your-webhook-secret";
  const server = createServer();
  const delivered = new Promise<{ body: Buffer; headers: IncomingHttpHeaders }>((resolve) => {
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(204).end();
      resolve({ body: Buffer.concat(parts), headers: request.headers });
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await client.POST("/v1/webhooks", { body: { url, secret, events: ["debate.finished"] } });
    await finish((await client.POST("/v1/debates", { body: { topic: "Cats or dogs?" } })).data);
    const { body, headers } = await delivered;
    const signature = String(headers["x-helixagent-signature"]);
    assert.equal(verifyWebhookSignature(body, signature, secret), true);
    assert.equal(verifyWebhookSignature(body, signature, "another secret"), false);
    assert.equal(verifyWebhookSignature(`${body} `, signature, secret), false);
    assert.equal(verifyWebhookSignature(body, "sha256=", secret), false);
    const event = JSON.parse(String(body)) as Schemas["WebhookEvent"];
    assert.equal(event.type ?? event.event, "debate.finished");
  } finally {
    server.close();
  }
});
