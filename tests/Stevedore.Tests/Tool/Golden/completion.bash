# Completes stevedore and ./build.sh. In ~/.bashrc: eval "$(stevedore completion bash)"
_stevedore_offer() {
  local word=$1
  COMPREPLY=($(compgen -W "$2" -- "$word"))
  # A value follows at once.
  case ${COMPREPLY-} in *=) compopt -o nospace 2>/dev/null || true ;; esac
}
_stevedore() {
  local place='' line=${COMP_LINE:0:COMP_POINT} index choices
  # What stands behind the sign, where bash divides words, are files or names.
  case ${line##* } in *=*) return 0 ;; esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    case ${COMP_WORDS[index]} in -*) break ;; esac
    place="$place${place:+ }${COMP_WORDS[index]}"
  done
  case $place in
    '') choices='doctor init update build definitions load login plan push rehearse ship credentials codebuild pipeline stack ecs completion' ;;
    'credentials') choices='check store' ;;
    'codebuild') choices='run' ;;
    'pipeline') choices='status' ;;
    'stack') choices='delete deploy diff status' ;;
    'ecs') choices='continue deploy diff logs rollback status' ;;
    'doctor') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'init') choices='--yes --force --build-project --platforms= --containers= --secret= --archive= --checksum= --pipeline --roles --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'update') choices='--to= --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'build') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --on= --project= --pipeline= --env= --compute= --upload --include= --bucket= --yes --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'definitions') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'load') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'login') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'plan') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'push') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'rehearse') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --lab= --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ship') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --on= --project= --pipeline= --env= --compute= --upload --include= --bucket= --yes --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'credentials check') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --on= --project= --pipeline= --env= --compute= --upload --include= --bucket= --yes --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'credentials store') choices='--config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --registry= --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'codebuild run') choices='--config= --environment= --project= --pipeline= --env= --buildspec= --compute= --image= --connection= --upload --include= --bucket= --yes --output= --batch --detach --follow= --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'pipeline status') choices='--config= --environment= --pipeline= --execution= --stage= --watch --retry --approve --reject --action= --own --comment= --stop --abandon --yes --freeze --thaw --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'stack delete') choices='--config= --environment= --pipeline= --json --yes --role= --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'stack deploy') choices='--config= --environment= --pipeline= --json --yes --role= --capabilities= --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'stack diff') choices='--config= --environment= --pipeline= --json --capabilities= --exit-code --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'stack status') choices='--config= --environment= --pipeline= --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs continue') choices='--config= --environment= --cluster= --service= --output= --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs deploy') choices='--config= --environment= --cluster= --service= --output= --json --release= --commit= --image= --force --replace --all-or-nothing --wait-until= --codedeploy --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs diff') choices='--config= --environment= --cluster= --service= --output= --json --release= --commit= --image= --force --replace --exit-code --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs logs') choices='--config= --environment= --cluster= --service= --output= --json --container= --lines= --no-follow --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs rollback') choices='--config= --environment= --cluster= --service= --output= --json --to= --pipeline= --stage= --no-freeze --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'ecs status') choices='--config= --environment= --cluster= --service= --output= --json --verbosity= --dryrun --exclusive --working= --no-build-project --help' ;;
    'completion') choices='bash zsh fish pwsh' ;;
    *) return 0 ;;
  esac
  _stevedore_offer "${line##* }" "$choices"
}
_stevedore_build() {
  local line=${COMP_LINE:0:COMP_POINT}
  case ${line##* } in
    --target=*) _stevedore_offer "${line##*=}" 'CodeBuildRun CredentialsCheck CredentialsStore Doctor EcsContinue EcsDeploy EcsDiff EcsLogs EcsRollback EcsStatus Init PipelineStatus Rehearse Ship ShipBuild ShipDefinitions ShipLoad ShipLogin ShipPlan ShipPush StackDelete StackDeploy StackDiff StackStatus Update' ;;
    *=*) return 0 ;;
    *) _stevedore_offer "${line##* }" '--target= --description --tree --help --config= --environment= --images= --platforms= --commit= --branch= --tag= --output= --allow-dirty --rebuild --refresh --no-cache --remove-builder --json --yes --force --build-project --containers= --secret= --archive= --checksum= --pipeline --roles --to= --on= --project= --env= --compute= --upload --include= --bucket= --lab= --registry= --buildspec= --image= --connection= --batch --detach --follow= --execution= --stage= --watch --retry --approve --reject --action= --own --comment= --stop --abandon --freeze --thaw --role= --capabilities= --exit-code --cluster= --service= --release= --replace --all-or-nothing --wait-until= --codedeploy --container= --lines= --no-follow --no-freeze --verbosity= --dryrun --exclusive' ;;
  esac
}
complete -o default -F _stevedore stevedore
complete -o default -F _stevedore_build build.sh
