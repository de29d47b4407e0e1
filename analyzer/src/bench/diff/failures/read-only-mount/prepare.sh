mkdir out
echo report >report
