// Answers on this machine as Amazon RDS documents its Query API.
// No account is at hand for tests: what it cannot show is whether RDS does as its documentation says.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

/** How the endpoint is to behave. Times are those of this machine. */
export interface Behaviour {
  /** What each look finds, the last one for good; `none` for a snapshot that is not listed yet. */
  readonly statuses: readonly string[];
  readonly encrypted?: boolean;
  /** How much older than the request the snapshot is. */
  readonly olderMs?: number;
  /** What it is of, where that is not what was asked for. */
  readonly source?: string;
  /** True where the answer to the first request to make it is lost. */
  readonly losesAnswer?: boolean;
  readonly refuses?: readonly [code: string, message: string];
}

export interface Endpoint {
  /** The parameters of each request, in their order. */
  readonly requests: readonly Readonly<Record<string, string>>[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

type Member = readonly [name: string, value: string];

/** Starts it, and tells Amazon's SDK of it by the environment, as one does. Both end with the test. */
export async function startEndpoint(context: TestContext, behaviour: Behaviour): Promise<Endpoint> {
  const requests: Record<string, string>[] = [];
  const answer = answering(behaviour);
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const parameters = Object.fromEntries(new URLSearchParams(body));
      requests.push(parameters);
      const { status, body: xml } = answer(parameters);
      response.writeHead(status, { "content-type": "text/xml" }).end(xml);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  setEnvironment(context, {
    AWS_ENDPOINT_URL_RDS: `http://127.0.0.1:${portOf(server)}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  return { requests };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function setEnvironment(context: TestContext, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) process.env[name] = value;
  context.after(() => {
    for (const name of Object.keys(values)) delete process.env[name];
  });
}

function answering(behaviour: Behaviour): (parameters: Readonly<Record<string, string>>) => Answer {
  const made = new Map<string, Date>();
  let looks = 0;
  return (parameters) => {
    const { Action: action = "" } = parameters;
    const cluster = action.includes("Cluster");
    const what = cluster ? "DBClusterSnapshot" : "DBSnapshot";
    const name = parameters[`${what}Identifier`] ?? "";
    if (behaviour.refuses !== undefined) return failed(...behaviour.refuses);
    if (action.startsWith("Create")) {
      if (made.has(name))
        return failed(
          cluster ? "DBClusterSnapshotAlreadyExistsFault" : "DBSnapshotAlreadyExists",
          `${name} exists.`,
        );
      made.set(name, new Date(Date.now() - (behaviour.olderMs ?? 0)));
      if (behaviour.losesAnswer === true) return { status: 503, body: "" };
      return done(action, element(what, snapshot(parameters, { behaviour, status: "creating", cluster })));
    }
    const status = behaviour.statuses[Math.min(looks, behaviour.statuses.length - 1)] ?? "none";
    looks += 1;
    const createdAt = made.get(name);
    if (status === "none" || createdAt === undefined)
      return failed(
        cluster ? "DBClusterSnapshotNotFoundFault" : "DBSnapshotNotFound",
        `${name} not found.`,
        404,
      );
    const members = snapshot(parameters, { behaviour, status, cluster, createdAt });
    return done(action, `<${what}s>${element(what, members)}</${what}s>`);
  };
}

interface Shown {
  readonly behaviour: Behaviour;
  readonly status: string;
  readonly cluster: boolean;
  /** RDS does not tell while it is being made. */
  readonly createdAt?: Date;
}

function snapshot(
  parameters: Readonly<Record<string, string>>,
  { behaviour, status, cluster, createdAt }: Shown,
): readonly Member[] {
  const what = cluster ? "DBCluster" : "DBInstance";
  const kind = cluster ? "DBClusterSnapshot" : "DBSnapshot";
  const name = parameters[`${kind}Identifier`] ?? "";
  const path = cluster ? "cluster-snapshot" : "snapshot";
  return [
    [`${kind}Identifier`, name],
    [`${kind}Arn`, `arn:aws:rds:eu-central-1:123456789012:${path}:${name}`],
    [`${what}Identifier`, behaviour.source ?? "shop-production"],
    ["Status", status],
    ["PercentProgress", status === "available" ? "100" : "40"],
    [cluster ? "StorageEncrypted" : "Encrypted", String(behaviour.encrypted ?? true)],
    ...(createdAt === undefined ? [] : ([["SnapshotCreateTime", createdAt.toISOString()]] as const)),
  ];
}

const element = (name: string, members: readonly Member[]): string =>
  `<${name}>${members.map(([key, value]) => `<${key}>${value}</${key}>`).join("")}</${name}>`;

const NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

const done = (action: string, result: string): Answer => ({
  status: 200,
  body:
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
});

const failed = (code: string, message: string, status = 400): Answer => ({
  status,
  body:
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code>` +
    `<Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
