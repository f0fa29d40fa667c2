@echo off
rem Starts the kindling command.
rem
rem   JAVA_HOME       the Java to use, of version 17 or newer; else the one on PATH
rem   KINDLING_OPTS   options for the JVM, for instance -Xmx8g
setlocal
set "KINDLING_JAVA=java"
if defined JAVA_HOME set "KINDLING_JAVA=%JAVA_HOME%\bin\java"
"%KINDLING_JAVA%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED %KINDLING_OPTS% -cp "%~dp0..\lib\*" io.kindling.cli.Main %*
exit /b %ERRORLEVEL%
