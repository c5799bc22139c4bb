// How the secrets of well-known services look. Each form is one that its maker gives tokens, so that a scan can know them.

import { hasChecksum } from "./checksum.ts";
import { isMadeUpKey } from "./made-up.ts";

/** One form of secret. */
export interface SecretForm {
  /** What it is, as in: this looks like … */
  readonly what: string;
  /** The group `secret` is what must not be shown; without one, all that matches is. `host` is where it lets in. */
  readonly pattern: RegExp;
  /** Where it is documented that it looks so. */
  readonly source: string;
  /** False for what only looks so; without it, for what is made up by the looks of it. */
  readonly isReal?: (secret: string, host: string) => boolean;
}

const GITHUB = "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/";

/** Patterns begin with a fixed word wherever they can: a search for one costs next to nothing. None can match in two ways. */
export const TOKEN_FORMS: readonly SecretForm[] = [
  {
    what: "an access key of AWS",
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
  {
    what: "a secret key of AWS",
    pattern: /\baws_secret_access_key["']?\s*[=:]\s*["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
  },
  {
    what: "a token of GitHub",
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g,
    source: GITHUB,
    isReal: hasChecksum,
  },
  {
    what: "a token of GitHub",
    pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b/g,
    source: GITHUB,
  },
  {
    what: "a token of GitLab",
    pattern: /\bgl(?:pat|ptt|dt|rt|cbt)-[\w-]{20,}(?:\.[0-9a-z]{2}\.[0-9a-z]{7,9})?\b/g,
    source: "https://docs.gitlab.com/security/tokens/#token-prefixes",
  },
  {
    what: "a token of npm",
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/g,
    source: "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/",
    isReal: hasChecksum,
  },
  {
    what: "a token of PyPI",
    pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g,
    source: "https://pypi.org/help/#apitoken",
  },
  {
    what: "a token of Docker Hub",
    pattern: /\bdckr_(?:pat|oat)_[\w-]{27,}/g,
    source: "https://docs.docker.com/security/access-tokens/",
  },
  {
    what: "a token of Slack",
    pattern: /\bxox[abeoprs]-\d{10,13}-[\w-]{20,}/g,
    source: "https://docs.slack.dev/authentication/tokens/",
  },
  {
    what: "a webhook of Slack",
    pattern: /https:\/\/hooks\.slack\.com\/services\/(?<secret>T\w{8,}\/B\w{8,}\/\w{24})\b/g,
    source: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
  },
  {
    what: "a live key of Stripe",
    pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}\b/g,
    source: "https://docs.stripe.com/keys",
  },
  {
    what: "a client secret of Google",
    pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g,
    source: "https://developers.google.com/identity/protocols/oauth2",
  },
  {
    what: "a key of SendGrid",
    pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g,
    source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
  },
  {
    what: "a token of DigitalOcean",
    pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g,
    source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
  },
  {
    what: "a key of an Azure storage account",
    pattern: /\bAccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g,
    source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
  },
  {
    what: "a token of Vault",
    pattern: /\bhv[bs]\.[\w-]{24,}/g,
    source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
  },
  {
    what: "a token of HCP Terraform",
    pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}/g,
    source: "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
  },
  {
    what: "a key of Anthropic",
    pattern: /\bsk-ant-(?:api|admin)\d\d-[\w-]{80,}/g,
    source: "https://docs.anthropic.com/en/api/overview",
  },
  {
    what: "a key of OpenAI",
    pattern: /\bsk-(?:proj|svcacct|admin)-[\w-]{20,200}T3BlbkFJ[\w-]{20,200}/g,
    source: "https://platform.openai.com/docs/api-reference/authentication",
  },
  {
    what: "a token of Hugging Face",
    pattern: /\bhf_[A-Za-z]{34}\b/g,
    source: "https://huggingface.co/docs/hub/security-tokens",
  },
  {
    what: "a secret key of age",
    pattern: /\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}\b/g,
    source: "https://age-encryption.org/v1",
  },
  {
    what: "a private key",
    pattern:
      /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|[\s"',+\\])*(?:[A-Za-z-]+: [^\n]*\n\s*)*(?<secret>[A-Za-z0-9+/=][A-Za-z0-9+/=\s\\"',]{62,}?[A-Za-z0-9+/=])(?:\\[rn]|[\s"',+\\])*-----END/g,
    source: "https://www.rfc-editor.org/rfc/rfc7468",
    isReal: (key) => !isMadeUpKey(key),
  },
];

/** One search for the words that tokens begin with: most files have none, and are not searched for each. */
export const MAY_HOLD_TOKEN: RegExp =
  /A[KS]IA|aws_secret_access_key|gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt)-|npm_|pypi-|dckr_|xox[abeoprs]-|hooks\.slack|[rs]k_live_|GOCSPX-|SG\.|do[opr]_v1_|AccountKey=|hv[bs]\.|atlasv1|sk-|hf_|AGE-SECRET|PRIVATE KEY/i;
