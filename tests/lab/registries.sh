# shellcheck shell=bash
# The registries of a lab, one a line:
#   last number of the address, host names (the first is the registry's own), kind, then what the kind needs:
#   basic USER PASSWORD | bearer REALM SERVICE (tokens.py knows the users) | open (no password, no TLS, port 5000)
# shellcheck disable=SC2034 # read by the scripts that source this file
registries=(
    "1 lan open"
    "2 123456789012.dkr.ecr.eu-central-1.amazonaws.com basic AWS 123456789012-auth-token"
    "3 123456789012.dkr.ecr.us-east-1.amazonaws.com basic AWS 123456789012-auth-token"
    "4 210987654321.dkr.ecr.eu-central-1.amazonaws.com basic AWS 210987654321-auth-token"
    "5 210987654321.dkr.ecr.us-east-1.amazonaws.com basic AWS 210987654321-auth-token"
    "6 public.ecr.aws bearer https://public.ecr.aws:444/token/ public.ecr.aws"
    "7 registry-1.docker.io,index.docker.io,docker.io bearer https://auth.docker.io/token registry.docker.io"
)

# For people; tokens.py holds what is true.
declare -A logins=(
    [6]="AWS ecr-public-auth-token; anyone may pull"
    [7]="acme hubtoken, acme-readonly hubreadonly; anyone may pull; acme pushes to acme/"
)

# Names without a registry behind them.
declare -A other_names=([8]="auth.docker.io")
