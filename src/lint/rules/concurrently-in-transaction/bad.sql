-- case: in a DO block [fails]
do $$
begin
  execute '/*!*/ create index concurrently orders_code_idx on orders (code)';
  /*!*/ create index concurrently orders_code_idx on orders (code);
end
$$;
