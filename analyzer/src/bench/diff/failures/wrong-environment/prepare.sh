mkdir -p old new
echo 'greeting=hello' >old/settings
echo 'greeting=hi' >new/settings
echo '. "$APP_HOME/settings"; echo "$greeting"' >app.sh
