#!/usr/bin/env bash
# Runs one command of the tool as a task of ECS, waits for its end, and ends with its exit code.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: ci/ecs/run-task.sh COMMAND...

Runs the command in the container `lockkeeper` of a registered task definition, waits until it has stopped, and ends
with its exit code: a pipeline stops where the command has failed. Set in the environment:

  ECS_CLUSTER            name of the cluster
  ECS_TASK_DEFINITION    family of the task definition (task-definition.json beside this script)
  ECS_SUBNETS            subnets of the task, with commas between them
  ECS_SECURITY_GROUPS    security groups of the task, with commas between them
  ECS_MINUTES            longest time to wait (180)

Examples:
  ci/ecs/run-task.sh lockkeeper rehearse --env production --record /backups/evidence/rehearsal.json
  ci/ecs/run-task.sh lockkeeper backup create --env production --receipt /backups/evidence/receipt.json
  ci/ecs/run-task.sh lockkeeper deploy production --phase expand --receipt /backups/evidence/receipt.json \
    --rehearsal /backups/evidence/rehearsal.json
HELP
}

if [[ $# -eq 0 || $1 == -h || $1 == --help ]]; then
  usage
  [[ $# -gt 0 ]] && exit 0 || exit 2
fi

fail() {
  echo "lockkeeper: $*" >&2
  exit 1
}

for name in ECS_CLUSTER ECS_TASK_DEFINITION ECS_SUBNETS ECS_SECURITY_GROUPS; do
  [[ -n ${!name-} ]] || fail "$name is not set; ci/ecs/run-task.sh --help says what it is."
done

# The words of the command as a list of JSON.
words=$(node -p 'JSON.stringify(process.argv.slice(1))' -- "$@")

# The task is started once and known by its ARN from then on.
task=$(aws ecs run-task --cluster "$ECS_CLUSTER" --task-definition "$ECS_TASK_DEFINITION" --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$ECS_SUBNETS],securityGroups=[$ECS_SECURITY_GROUPS]}" \
  --overrides "{\"containerOverrides\":[{\"name\":\"lockkeeper\",\"command\":$words}]}" \
  --query 'tasks[0].taskArn' --output text)
[[ $task == arn:* ]] || fail "no task was started; the reason stands above, or in the events of the cluster."
echo "Started $task"

# The waiter of the command line gives up after ten minutes, which a backup may well need.
deadline=$((SECONDS + ${ECS_MINUTES:-180} * 60))
until aws ecs wait tasks-stopped --cluster "$ECS_CLUSTER" --tasks "$task"; do
  ((SECONDS < deadline)) || fail "$task still runs after ${ECS_MINUTES:-180} minutes. It was left alone: look at it before you start another."
done

code=$(aws ecs describe-tasks --cluster "$ECS_CLUSTER" --tasks "$task" \
  --query "tasks[0].containers[?name=='lockkeeper'].exitCode | [0]" --output text)
# A container that never ran has none.
[[ $code =~ ^[0-9]+$ ]] || fail "$task stopped before its command could run: $(
  aws ecs describe-tasks --cluster "$ECS_CLUSTER" --tasks "$task" --query 'tasks[0].stoppedReason' --output text
)"
echo "The command ended with $code."
exit "$code"
