-- Intent: what a person may do. A role is a named set of rights; user_roles says who has which.
-- Application: none. Rights are asked for from the next release on.

create table if not exists public.roles (
  id bigint generated always as identity primary key,
  name text not null constraint roles_name_key unique,
  description text not null default ''
);

create table if not exists public.user_roles (
  user_id bigint not null references public.users (id) on delete cascade,
  role_id bigint not null references public.roles (id),
  granted_at timestamptz not null default now(),
  granted_by bigint,
  primary key (user_id, role_id)
);

create index if not exists user_roles_role_id_idx on public.user_roles (role_id);
