mkdir one two
printf '#!/bin/sh\necho tool 1\n' >one/tool
printf '#!/bin/sh\necho tool 2; exit 2\n' >two/tool
chmod 755 */tool
echo 'tool && echo fine' >all.sh
