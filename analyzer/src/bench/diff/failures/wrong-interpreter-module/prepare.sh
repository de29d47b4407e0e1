mkdir one two
printf 'package Greeting;\nsub text { "hello\n" }\n1;\n' >one/Greeting.pm
printf 'package Greeting;\nsub words { "hello\n" }\n1;\n' >two/Greeting.pm
printf 'use Greeting;\nprint Greeting::text();\n' >main.pl
