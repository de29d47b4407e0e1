mkdir assets
echo picture >assets/Logo.svg
echo 'cat assets/Logo.svg >page || exit 1; echo done' >build.sh
