// All that is known of a project's pipelines: what every rule is asked about.

import type { PipelineFile } from "./files.ts";

export interface Project {
  readonly files: readonly PipelineFile[];
}
