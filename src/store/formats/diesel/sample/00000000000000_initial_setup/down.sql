drop schema harbour;
