-- é😀: positions behind it must be true
create function "odd;""name"() returns text language plpgsql as $body$
begin
  return $$ nested; $$ || E'it\'s; ' || 'doubled '' quote;'; -- ; in a comment
end
$body$;
/* outer /* inner; */ still; */ select U&'d\0061t' as a$$b, 'two'
  ' parts;' , E'first\'s'
  -- in between
  'second\';s' from "semi;colon";
select 1 -1, a<-1, 2 /* ' */ * 3
;
select 'last, without a semicolon' -- and a comment after it
