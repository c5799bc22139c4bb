-- Intent: a row for each signed-in browser or device. Only a hash of the token is stored, so that a
--   leaked copy of the table signs nobody in.
-- Application: none. The release that keeps its sessions here is deployed after this.

-- The reference locks public.users against writes until this file commits: an instant, as sessions is new.
create table if not exists public.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id bigint not null references public.users (id) on delete cascade,
  token_hash bytea not null constraint sessions_token_hash_key unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  ip_address inet
);

create index if not exists sessions_user_id_idx on public.sessions (user_id);
