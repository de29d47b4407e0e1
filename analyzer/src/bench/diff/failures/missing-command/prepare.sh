mkdir bin
printf '#!/bin/sh\nexec tr a-z A-Z\n' >bin/convert-it
chmod 755 bin/convert-it
echo 'PATH=$PATH:$PWD/bin; echo text | convert-it | sort' >all.sh
