create schema harbour;
