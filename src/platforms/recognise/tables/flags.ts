/** Flags that take the next word, by program, so that words behind them are not taken for subcommands or positions. */
const TAKING: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    // https://kubernetes.io/docs/reference/kubectl/kubectl/
    kubectl:
      "-n --namespace --context --kubeconfig --cluster --user -s --server --token -f --filename -k --kustomize -l --selector -o --output --timeout -c --container --field-manager",
    oc: "-n --namespace --context --kubeconfig --server --token -f --filename -k -l -o --timeout",
    // https://helm.sh/docs/helm/helm/
    helm: "-n --namespace --kube-context --kubeconfig --kube-token --registry-config --repository-config --repository-cache -f --values --set --set-string --set-file --set-json --version --timeout --history-max --repo --username --password --description --post-renderer --wait",
    helmfile:
      "-e --environment -f --file -n --namespace -l --selector --kube-context --args --state-values-set --state-values-file -b",
    // https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html
    aws: "--region --profile --output --endpoint-url --query --ca-bundle --cli-read-timeout --cli-connect-timeout --color",
    az: "-g --resource-group -n --name -o --output --subscription --query -s --slot --slot --src --src-path --image -f --template-file -p --parameters",
    gcloud:
      "--project --region --zone --account --configuration --format --image --source --verbosity --impersonate-service-account",
    terraform: "-target -var -var-file -parallelism -state -lock-timeout",
    tofu: "-target -var -var-file -parallelism",
    terragrunt: "--terragrunt-working-dir --working-dir --terragrunt-config",
    pulumi: "-s --stack -C --cwd -m --message -p --parallel --color --config-file -c --config",
    cdk: "-a --app -c --context --profile -o --output --require-approval --toolkit-stack-name -r --role-arn",
    docker:
      "-f --file -t --tag --build-arg --platform --cache-from --cache-to --target -c --context -H --host --config --secret --ssh --output -o --label -p --project-name --profile --env-file -u --username --password",
    "docker-compose": "-f --file -p --project-name --profile --env-file --project-directory",
    flyctl:
      "-a --app -c --config -t --access-token -i --image --dockerfile --strategy -r --region -e --env --build-arg",
    fly: "-a --app -c --config -t --access-token -i --image --dockerfile --strategy -r --region -e --env --build-arg",
    heroku: "-a --app -r --remote -t --team",
    vercel:
      "-t --token -S --scope -A --local-config -Q --global-config --cwd -e --env -b --build-env --target --archive -m --meta",
    netlify: "--auth -d --dir -f --functions -s --site -m --message -a --alias --filter --timeout",
    wrangler: "-c --config -e --env --project-name --branch --name --cwd",
    firebase: "-P --project --only --token -m --message --config --except",
    npm: "--prefix -w --workspace --tag --access --otp --registry --userconfig --loglevel",
    pnpm: "-C --dir --filter -F --tag --access --registry --reporter",
    yarn: "--cwd --registry --tag --access",
    mvn: "-f --file -s --settings -P --activate-profiles -pl --projects -T --threads -D",
    mvnw: "-f --file -s --settings -P --activate-profiles -pl --projects -T --threads",
    gradle: "-p --project-dir -b --build-file -x --exclude-task -I --init-script -c",
    gradlew: "-p --project-dir -b --build-file -x --exclude-task -I --init-script -c",
    make: "-C --directory -f --file --makefile -j -o -W -I",
    cargo:
      "-p --package --manifest-path --target --features -F --profile --config -Z --color -j --jobs --token --registry --index",
    go: "-C",
    dotnet:
      "-c --configuration -o --output -f --framework -r --runtime -s --source -k --api-key -v --verbosity --project --filter --logger -l",
    git: "-C -c --git-dir --work-tree",
    gh: "-R --repo --hostname",
    "ansible-playbook":
      "-i --inventory -l --limit -e --extra-vars -u --user --private-key --vault-password-file -t --tags --skip-tags -f --forks --key-file --vault-id",
    cf: "-f -m -i -k -b -c -s -o -p -d --var --vars-file --strategy -a -u",
    argocd:
      "--server --auth-token --grpc-web-root-path --port-forward-namespace --timeout -l --revision --project --config",
    pac: "--path -p --environment -env --environment-id --settings-file --solution-name -sn --name -n --label -l --zipfile -z --folder -f --packagetype -pt --package --target-env -te --source-env -se --url -u --applicationId -id --clientSecret -cs --tenant -t --username -un --password",
    sam: "--config-env --config-file --stack-name --region --profile -t --template --template-file --s3-bucket --parameter-overrides --capabilities",
    serverless: "-s --stage -r --region -c --config --aws-profile -p --package",
    sls: "-s --stage -r --region -c --config --aws-profile -p --package",
    turbo: "--filter -F --cwd --token --team --concurrency",
    nx: "-t --target -p --projects --base --head --parallel --configuration --exclude",
    uv: "--directory --project --index --token -p --python",
    php: "-d -c",
    newman: "-e --environment -d -g",
    curl: "-X --request -H --header -d --data --data-raw --data-binary --data-urlencode -o --output -u --user -w --write-out --retry --retry-delay --max-time -m --connect-timeout -F --form -A --user-agent --retry-max-time -b -c --cookie -x -T --upload-file --url -e --cacert --cert --key -K",
    wget: "-O --output-document -o -t --tries -T --timeout --header --post-data -q",
    trivy:
      "--severity --exit-code --format -f -o --output --scanners --ignorefile --timeout --cache-dir --vuln-type --pkg-types -c --config",
  }).map(([program, flags]) => [program, new Set(flags.split(" "))]),
);

const NONE: ReadonlySet<string> = new Set();

export const takingOf = (key: string): ReadonlySet<string> => TAKING.get(key.split(" ", 1)[0] ?? key) ?? NONE;
