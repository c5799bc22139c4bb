// A provider of Terraform that has only a schema, ours: Terraform reaches it on this machine and checks definitions by it.

import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";

import type { SchemaBlock } from "../../src/policy/infra/terraform/schema/schema.ts";
import { providerSchema } from "../../src/policy/infra/terraform/schema/schema.ts";
import { bytesIn, message, number, text } from "./protobuf.ts";

export interface Served extends AsyncDisposable {
  /** What a child needs in its environment to find the provider instead of a downloaded one. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Serves the schema that is shipped, or those of its types that `isWanted`. It listens on this machine only. */
export async function serveProvider(isWanted: (type: string) => boolean = () => true): Promise<Served> {
  const schema = schemaMessage(isWanted);
  const server = createServer();
  const sessions = new Set<{ destroy(): void }>();
  server.on("session", (session) => sessions.add(session));
  server.on("stream", (stream, headers) => answer(stream, `${headers[":path"]}`, schema));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify({ [PROVIDER]: addressOf(port) }) },
    [Symbol.asyncDispose]: async () => {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/** `Test` keeps Terraform from ending this process when it is done. */
const addressOf = (port: number): object => ({
  Protocol: "grpc",
  ProtocolVersion: 5,
  Pid: process.pid,
  Test: true,
  Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
});

const UNIMPLEMENTED = "12";

function answer(stream: ServerHttp2Stream, path: string, schema: Buffer): void {
  const parts: Buffer[] = [];
  stream.on("error", () => stream.destroy());
  stream.on("data", (part: Buffer) => parts.push(part));
  stream.on("end", () => {
    if (stream.destroyed) return;
    const reply = replyTo(path, Buffer.concat(parts).subarray(FRAME_BYTES), schema);
    const headers = { ":status": 200, "content-type": "application/grpc" };
    if (reply === undefined) {
      stream.respond({ ...headers, "grpc-status": UNIMPLEMENTED }, { endStream: true });
      return;
    }
    stream.respond(headers, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(framed(reply));
  });
}

/** In front of a message: whether it is compressed, and its length. */
const FRAME_BYTES = 5;

function framed(body: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_BYTES);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Whatever is not about the schema is fine, because the schema is all that there is. */
function replyTo(path: string, request: Buffer, schema: Buffer): Buffer | undefined {
  switch (path) {
    case "/tfplugin5.Provider/GetSchema":
      return schema;
    case "/tfplugin5.Provider/PrepareProviderConfig":
      return message(1, bytesIn(request, 1) ?? Buffer.alloc(0));
    case "/tfplugin5.Provider/ValidateResourceTypeConfig":
    case "/tfplugin5.Provider/ValidateDataSourceConfig":
    case "/tfplugin5.Provider/Configure":
    case "/tfplugin5.Provider/Stop":
      return Buffer.alloc(0);
    default:
      return undefined;
  }
}

/** What the definitions in infra/ tell the provider itself; the schema that is shipped is of resources and data. */
const CONFIGURATION: SchemaBlock = {
  a: { region: "so", allowed_account_ids: "to" },
  b: { default_tags: { a: { tags: "mo" }, b: {} } },
};

function schemaMessage(isWanted: (type: string) => boolean): Buffer {
  const { resources, data } = providerSchema();
  const entries = (field: number, types: Readonly<Record<string, SchemaBlock>>): readonly Buffer[] =>
    Object.entries(types).flatMap(([type, block]) =>
      isWanted(type) ? [message(field, text(1, type), message(2, schemaOf(block)))] : [],
    );
  return Buffer.concat([message(1, schemaOf(CONFIGURATION)), ...entries(2, resources), ...entries(3, data)]);
}

const schemaOf = (block: SchemaBlock): Buffer => message(2, blockOf(block));

const LIST = 2;

function blockOf({ a, b }: SchemaBlock): Buffer {
  const attributes = Object.entries(a).map(([name, letters]) => message(2, attributeOf(name, letters)));
  const blocks = Object.entries(b).map(([name, inner]) =>
    message(
      3,
      text(1, name),
      message(2, blockOf(inner)),
      number(3, LIST),
      number(4, inner.r === undefined ? 0 : 1),
    ),
  );
  return Buffer.concat([...attributes, ...blocks]);
}

/** The letters of the schema, as Terraform writes types. */
const TYPES: Readonly<Record<string, unknown>> = {
  s: "string",
  n: "number",
  b: "bool",
  l: ["list", "dynamic"],
  t: ["set", "dynamic"],
  m: ["map", "dynamic"],
  a: "dynamic",
};

/** What is only computed has no type in the schema. It is text, but for these. */
const COMPUTED: Readonly<Record<string, unknown>> = { master_user_secret: ["list", ["map", "string"]] };

function typeOf(name: string, letters: string): unknown {
  return letters === "ac" ? (COMPUTED[name] ?? "string") : TYPES[letters.charAt(0)];
}

function attributeOf(name: string, letters: string): Buffer {
  const use = letters.charAt(1);
  return Buffer.concat([
    text(1, name),
    text(2, JSON.stringify(typeOf(name, letters))),
    number(4, Number(use === "r")),
    number(5, Number(use === "o" || use === "d")),
    number(6, Number(use === "c" || use === "d")),
  ]);
}
