mkdir -p site/pages
echo welcome >site/pages/index
