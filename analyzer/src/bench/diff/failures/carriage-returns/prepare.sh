printf '#!/bin/sh\necho works\n' >run
chmod +x run
echo 'exec ./run' >start.sh
