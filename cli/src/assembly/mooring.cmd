@echo off
rem The mooring command for Windows.
rem NOT TESTED: no build runs this file on Windows. The script "mooring" beside it is the one that is tested.
rem Exit codes: 0 done, 1 a token or snapshot is refused, 2 everything else.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
rem A JVM that does not start exits with 1, so a refusal is told by another code until here.
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dmooring.exit.refused=71 -p "%~dp0modules" -m dev.mooring.cli/dev.mooring.cli.Mooring %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" exit /b 0
if "%CODE%"=="71" exit /b 1
exit /b 2
