import { describe, expect, it } from "vitest";
import { acts, at, only } from "./acts.ts";

/** What a command does, briefly: deed, and kinds or change or tier where there are any. */
const deed = (text: string): string => {
  const [found] = acts(text);
  if (!found) return "nothing";
  const { does, kinds, change, tier, exposure } = found.known;
  return [
    does,
    kinds?.join("+"),
    does === "deploy" ? change : undefined,
    does === "deploy" ? exposure : undefined,
    tier,
  ]
    .filter((word) => word !== undefined)
    .join(" ");
};

describe("what commands do", () => {
  it.each([
    // Kubernetes
    ["kubectl apply -f k8s/", "deploy application controller"],
    ["kubectl --context prod -n web apply -k overlays/prod", "deploy application controller"],
    ["kubectl apply -f k8s/ --dry-run=server", "nothing"],
    ["kubectl apply -f k8s/ --dry-run=none", "deploy application controller"],
    ["kubectl get pods", "nothing"],
    ["kubectl create secret generic token", "nothing"],
    ["kubectl rollout status deployment/shop --timeout=5m", "verify"],
    ["kubectl rollout undo deployment/shop", "roll-back"],
    ["kubectl argo rollouts promote shop", "deploy application controller"],
    ["kubectl argo rollouts abort shop", "roll-back"],
    ["helm upgrade --install shop ./chart", "deploy application controller"],
    ["helm upgrade shop ./chart --dry-run", "nothing"],
    ["helm diff upgrade shop ./chart", "nothing"],
    ["helm template ./chart", "nothing"],
    ["helm test shop", "check smoke-test"],
    ["argocd app sync shop", "deploy application controller"],
    // Clouds
    ["aws --region eu-west-1 ecs update-service --service shop --cluster web", "deploy application controller"],
    ["aws ecs wait services-stable --services shop", "verify"],
    ["aws deploy create-deployment --application-name shop", "deploy application controller"],
    ["aws s3 sync dist s3://shop-site --delete", "deploy application at-once"],
    ["aws s3 sync s3://shop-backup ./backup", "nothing"],
    ["aws s3 cp report.html s3://shop-reports/", "nothing"],
    ["aws cloudformation deploy --stack-name shop --template-file t.yml", "deploy infrastructure at-once"],
    ["aws cloudformation deploy --stack-name shop --no-execute-changeset", "nothing"],
    ["az webapp deploy -n shop -g web --src-path app.zip", "deploy application at-once"],
    ["az deployment group create -g web -f main.bicep", "deploy infrastructure at-once"],
    ["az deployment group what-if -g web -f main.bicep", "check plan-review"],
    ["gcloud run deploy shop --image gcr.io/acme/shop:1.2.3", "deploy application at-once"],
    ["gcloud run deploy shop --image gcr.io/acme/shop:1.2.3 --no-traffic", "deploy application staged"],
    ["gcloud beta run deploy shop --image gcr.io/acme/shop:1.2.3", "deploy application at-once"],
    ["gcloud beta functions deploy shop --gen2 --source=.", "deploy application at-once"],
    ["gcloud deploy releases create r1 --delivery-pipeline=shop", "deploy application controller"],
    // Hosting
    ["flyctl deploy --remote-only", "deploy application controller"],
    ["vercel deploy --prebuilt", "preview"],
    ["vercel deploy --prebuilt --prod --token=$VERCEL_TOKEN", "deploy application at-once production"],
    ["npx vercel@latest --prod", "deploy application at-once production"],
    ["vercel pull --environment=production", "nothing"],
    ["netlify deploy --dir=dist", "preview"],
    ["netlify deploy --dir=dist --prod", "deploy application at-once production"],
    ["firebase deploy --only hosting", "deploy application at-once"],
    ["firebase hosting:channel:deploy pr-1", "preview"],
    ["wrangler deploy --env staging", "deploy application at-once"],
    ["wrangler deploy --dry-run", "nothing"],
    ["cf push shop -f manifest.yml", "deploy application at-once"],
    ["gh-pages -d dist", "publish"],
    // Infrastructure
    ["terraform -chdir=infra apply -auto-approve", "deploy infrastructure at-once"],
    ["terraform plan -out=tfplan", "check plan-review"],
    ["terraform validate", "check static-analysis"],
    ["terraform fmt -check -recursive", "check static-analysis"],
    ["terraform fmt", "nothing"],
    ["tofu apply", "deploy infrastructure at-once"],
    ["terragrunt run-all apply --terragrunt-non-interactive", "deploy infrastructure at-once"],
    ["pulumi up --yes --stack prod", "deploy infrastructure at-once"],
    ["pulumi preview", "check plan-review"],
    ["pnpm cdk deploy shop --require-approval never", "deploy infrastructure at-once"],
    ["npx serverless deploy --stage prod", "deploy application at-once"],
    ["ansible-playbook -i prod site.yml", "deploy infrastructure at-once"],
    ["ansible-playbook -i prod site.yml --check", "nothing"],
    ["pac solution import --path out/shop.zip", "deploy solution at-once"],
    ["pac solution check --path out/shop.zip", "check static-analysis+security-scan"],
    // Data
    ["npx prisma migrate deploy", "deploy data at-once"],
    ["bundle exec rails db:migrate", "deploy data at-once"],
    ["flyway -url=jdbc:postgresql://db migrate", "deploy data at-once"],
    ["flyway validate", "nothing"],
    ["python manage.py migrate", "deploy data at-once"],
    ["python manage.py migrate --plan", "nothing"],
    ["poetry run alembic upgrade head", "deploy data at-once"],
    ["heroku run rails db:migrate -a shop", "deploy data at-once"],
    ["cf run-task shop --command 'python manage.py migrate'", "deploy data at-once"],
    // Packages
    ["npm publish --access public", "publish"],
    ["npm publish --dry-run", "nothing"],
    ["docker push ghcr.io/acme/shop:1.2.3", "publish"],
    ["docker build -t ghcr.io/acme/shop .", "build"],
    ["docker buildx build --push -t ghcr.io/acme/shop:1.2.3 .", "publish"],
    ["docker buildx build -t ghcr.io/acme/shop:1.2.3 .", "build"],
    ["python -m twine upload dist/*", "publish"],
    ["cargo publish -p shop", "publish"],
    ["mvn -B deploy", "publish tests+build"],
    ["mvn -B verify", "check tests+integration-test+build"],
    ["mvn -B package -DskipTests", "build tests+build"],
    ["./gradlew build", "check tests+build"],
    ["./gradlew build -x test", "build tests"],
    ["./gradlew publishToMavenLocal", "nothing"],
    ["gh release create v1.2.3", "publish"],
    ["goreleaser release --clean", "publish"],
    ["goreleaser release --snapshot", "build"],
    // Tests
    ["go test ./...", "check tests"],
    ["go test -race -count=1 ./...", "check tests"],
    ["sudo -E env CI=1 timeout 10m npx jest --ci", "check tests"],
    ["python -m pytest -x", "check tests"],
    ["uv run pytest", "check tests"],
    ["docker compose run --rm web bundle exec rspec", "check tests"],
    ['bundle exec rake "knapsack:rspec[--format progress --tag ~type:feature]"', "check tests"],
    ['bundle exec rake "knapsack:rspec[--out report-${{ matrix.index }}.xml]"', "check tests"],
    ["docker run --rm -v $PWD:/src node:22 npx vitest run", "check tests"],
    ["dotnet test --no-build", "check tests"],
    ["npx playwright test", "check integration-test"],
    ["npx playwright install", "nothing"],
    ["cypress run", "check integration-test"],
    ["k6 run load.js", "check integration-test"],
    ["jest --listTests", "nothing"],
    // Static analysis
    ["npx eslint .", "check static-analysis"],
    ["prettier --check .", "check static-analysis"],
    ["prettier --write .", "nothing"],
    ["ruff check", "check static-analysis"],
    ["black --check .", "check static-analysis"],
    ["black .", "nothing"],
    ["cargo clippy -- -D warnings", "check static-analysis"],
    // Nothing
    ["echo kubectl apply -f k8s/", "nothing"],
    ["# kubectl apply -f k8s/", "nothing"],
    ["docker compose up -d", "nothing"],
    ["ssh shop.example.com docker compose up -d", "deploy application at-once"],
    ["vercel --version", "nothing"],
    ["vercel logs", "nothing"],
    ["terraform apply -destroy", "remove"],
    ["terraform destroy", "remove"],
    ["kubectl delete pod shop-1", "nothing"],
    ["kubectl delete namespace shop", "remove"],
    ["kubectl delete pvc/data", "remove"],
    ["aws s3 rb s3://shop", "remove"],
    ["kubectl delete deployment,pvc --all", "remove"],
    ["pulumi destroy --yes", "remove"],
    ["cdk destroy --force", "remove"],
    ["serverless remove --stage live", "remove"],
    ["gcloud projects delete shop --quiet", "remove"],
    ["gsutil rb gs://shop", "remove"],
    ["pg_dump --schema-only -f before.sql shop", "nothing"],
    ["pg_dump -f before.sql shop", "back-up"],
    ["aws rds create-db-snapshot --db-snapshot-identifier before", "back-up"],
    ["cosign attest --type slsaprovenance shop@sha256:1", "attest"],
    ["cosign verify-attestation --type slsaprovenance shop@sha256:1", "check provenance+compliance"],
    ["cosign verify-attestation --type spdx shop@sha256:1", "check compliance"],
    ["slsa-verifier version", "nothing"],
    ["curl -X POST -d '{}' https://hooks.slack.com/services/x", "notify"],
    ["curl -d '{}' \"$SLACK_WEBHOOK_URL\"", "notify"],
    ["./deploy.sh production", "nothing"],
    ["npm run deploy", "nothing"],
    ["sleep 600", "wait"],
  ])("%s", (text, expected) => {
    expect(deed(text)).toBe(expected);
  });

  it("leaves a cluster on the runner out, until another one is chosen", () => {
    expect(acts("kind create cluster\nhelm install shop ./chart\nhelm test shop").map(({ name }) => name)).toEqual([
      "helm test",
    ]);
    expect(acts("kind create cluster\naws eks update-kubeconfig --name web\nhelm upgrade shop ./chart")).toHaveLength(
      1,
    );
  });

  it("leaves a pause between the tries of a loop out", () => {
    expect(only("until kubectl rollout status d; do sleep 5; done").known.does).toBe("verify");
  });
});

describe("what a deployment changes", () => {
  it.each([
    ["helm upgrade -n web shop ./chart", "Helm release `shop` in namespace `web`"],
    ["kubectl set image deployment/shop web=ghcr.io/acme/shop:1.2.3", "Kubernetes workload `deployment/shop`"],
    ["aws ecs update-service --service shop --cluster=web", "ECS service `shop` of cluster `web`"],
    ["aws s3 sync dist s3://shop-site", "bucket `s3://shop-site`"],
    ["cd infra && terraform apply", "Terraform configuration of `infra`"],
  ])("%s", (text, value) => {
    expect(only(text).target).toMatchObject({ state: "declared", value });
  });

  it("is unknown where an expression names it, and known where the variable is", () => {
    expect(only("helm upgrade $RELEASE ./chart").target).toMatchObject({ state: "unknown", cause: "run-time" });
    expect(only("helm upgrade $RELEASE ./chart", { variables: { RELEASE: "shop" } }).target).toMatchObject({
      value: "Helm release `shop`",
    });
    expect(only("RELEASE=shop\nhelm upgrade ${RELEASE} ./chart").target).toMatchObject({
      value: "Helm release `shop`",
    });
    expect(only("RELEASE=a\nif x; then RELEASE=b; fi\nhelm upgrade $RELEASE ./chart").target.state).toBe("unknown");
  });

  it("is absent where nothing names it", () => {
    expect(only("kubectl apply -f -").target.state).toBe("absent");
    expect(only("vercel --prod").target.state).toBe("absent");
  });
});

describe("what is shipped", () => {
  const shipped = (text: string, variables: Readonly<Record<string, string>> = {}) =>
    only(text, { variables }).artifacts.map(({ name, version, immutable, byDigest, origin }) => [
      name,
      version,
      immutable.state,
      byDigest,
      origin.state,
    ]);

  it.each([
    ["ghcr.io/acme/shop:1.2.3", "ghcr.io/acme/shop", "1.2.3", "holds", false, "declared"],
    ["localhost:5000/shop:v1.2.3-rc.1", "localhost:5000/shop", "v1.2.3-rc.1", "holds", false, "declared"],
    ["ghcr.io/acme/shop@sha256:abc", "ghcr.io/acme/shop", "sha256:abc", "holds", true, "declared"],
    ["ghcr.io/acme/shop:${{ github.sha }}", "ghcr.io/acme/shop", "${{ github.sha }}", "holds", false, "declared"],
    ["ghcr.io/acme/shop:latest", "ghcr.io/acme/shop", "latest", "broken", false, "declared"],
    ["ghcr.io/acme/shop", "ghcr.io/acme/shop", "", "broken", false, "declared"],
    ["ghcr.io/acme/shop:main", "ghcr.io/acme/shop", "main", "broken", false, "declared"],
    ["ghcr.io/acme/shop:${{ inputs.tag }}", "ghcr.io/acme/shop", "${{ inputs.tag }}", "unknown", false, "unknown"],
  ])("%s", (reference, name, version, state, byDigest, origin) => {
    expect(shipped(`docker push "${reference}"`)).toEqual([[name, version, state, byDigest, origin]]);
  });

  it("leaves the aliases of a version out", () => {
    const pushed = acts("docker push acme/shop:1.2.3\ndocker push acme/shop:latest\ndocker push acme/other:latest");
    expect(pushed.map(({ artifacts }) => artifacts.map(({ version }) => version))).toEqual([["1.2.3"], [], ["latest"]]);
  });

  it("spells variables out", () => {
    expect(shipped("docker push $IMAGE:$TAG", { IMAGE: "ghcr.io/acme/shop", TAG: "${{ github.sha }}" })).toEqual([
      ["ghcr.io/acme/shop", "${{ github.sha }}", "holds", false, "declared"],
    ]);
    expect(
      acts("TAG=$(git rev-parse --short HEAD)\ndocker push acme/shop:$TAG").at(-1)?.artifacts[0]?.immutable.state,
    ).toBe("holds");
  });

  it("reads the images of `kubectl set image`", () => {
    expect(shipped("kubectl set image deployment/shop web=acme/shop:1.2.3 -n web")).toEqual([
      ["acme/shop", "1.2.3", "holds", false, "declared"],
    ]);
  });

  it("names what a build makes as a deployment names what it ships", () => {
    const [build, push] = acts("docker build -t acme/shop:$GITHUB_SHA .\ndocker push acme/shop:$GITHUB_SHA");
    expect(build?.makes).toEqual(push?.artifacts[0]?.origin && { ...push.artifacts[0].origin, at: build?.at });
  });
});

describe("whether a check can fail", () => {
  it.each([
    ["trivy image acme/shop", "broken"],
    ["trivy image --exit-code 0 acme/shop", "broken"],
    ["trivy image --exit-code 1 acme/shop", "holds"],
    ["trivy image $TRIVY_ARGS acme/shop", "unknown"],
    ["docker run --rm aquasec/trivy:0.66.0 image --exit-code 1 acme/shop", "holds"],
    ["grype acme/shop", "broken"],
    ["grype acme/shop --fail-on high", "holds"],
    ["semgrep --config auto", "broken"],
    ["semgrep --config auto --error", "holds"],
    ["semgrep ci", "holds"],
    ["checkov -d .", "holds"],
    ["checkov -d . --soft-fail", "broken"],
    ["gitleaks detect --exit-code 0", "broken"],
    ["npm audit --audit-level=high", "holds"],
    ["npm audit || true", "broken"],
    ["snyk test || true", "broken"],
    ["bandit -r src --exit-zero", "broken"],
    ["zap-baseline.py -t https://shop.example.com -I", "broken"],
    ["sonar-scanner", "unknown"],
    ["sonar-scanner -Dsonar.qualitygate.wait=true", "holds"],
    ["eslint . --max-warnings 0", "holds"],
    ["flake8 --exit-zero", "broken"],
    ["curl -sf https://shop.example.com/health", "holds"],
    ["curl -s https://shop.example.com/health", "broken"],
    ["curl --fail https://shop.example.com/health || true", "broken"],
    ["curl -s https://shop.example.com/health | grep -q ok", "unknown"],
    ["ANSWER=$(curl -s https://shop.example.com/health)", "unknown"],
    ["pytest || true", "broken"],
  ])("%s", (text, state) => {
    expect(only(text).blocking.state).toBe(state);
  });

  it("says how and where", () => {
    expect(only("trivy image acme/shop").blocking).toEqual({
      state: "broken",
      how: "`trivy image` exits with 0 whatever it finds, because `--exit-code` is not set",
      at: at(0),
    });
    expect(only("trivy image acme/shop", { variables: { TRIVY_EXIT_CODE: "1" } }).blocking.state).toBe("holds");
  });

  it("leaves other requests alone", () => {
    expect(
      acts("curl -fsSL https://example.com/install.sh | bash\ncurl -X POST -d @- https://hooks.example.com/health"),
    ).toEqual([]);
    expect(acts("git diff --exit-code || echo changed\nls")).toEqual([]);
  });
});

describe("the rest of an act", () => {
  it("knows how long a wait is", () => {
    expect(only("sleep 600").duration).toMatchObject({ value: 600 });
    expect(only("sleep 10m").duration).toMatchObject({ value: 600 });
    expect(only("sleep $SECONDS_TO_BAKE").duration.state).toBe("unknown");
  });

  it("names itself by what is done, and never by values", () => {
    expect(only("mvn -B verify").name).toBe("mvn verify");
    expect(only("python manage.py migrate --noinput").name).toBe("python manage.py migrate");
    expect(only("cf auth mina hunter2").name).toBe("cf auth");
  });

  it("knows what runs after a failure", () => {
    const [, back] = acts("helm upgrade shop ./chart || { helm rollback shop; exit 1; }");
    expect([back?.known.does, back?.when]).toEqual(["roll-back", "failure"]);
    const [wait, undo] = acts("if ! kubectl rollout status d; then kubectl rollout undo d; exit 1; fi");
    expect([wait?.blocking.state, wait?.when, undo?.when]).toEqual(["holds", "success", "failure"]);
  });

  it("knows what rolls back by itself", () => {
    expect(only("helm upgrade shop ./chart --atomic").rollsBack).toMatchObject({
      value: "Helm rolls the release back when it fails",
    });
    expect(only("helm upgrade shop ./chart").rollsBack.state).toBe("absent");
  });

  it("knows the share of a step", () => {
    expect(only("gcloud run services update-traffic shop --to-revisions shop-2=10").share).toMatchObject({
      value: 0.1,
    });
  });

  it("collects what may tell the tier", () => {
    expect(only("helm upgrade shop ./chart -n production").signals).toEqual([
      { from: "command", text: "production", at: at(0) },
    ]);
  });

  it.each([
    ["az login --service-principal -u $ID -p $SECRET --tenant $TENANT", "static-key"],
    ["az login --service-principal -u $ID --federated-token $TOKEN --tenant $TENANT", "workload"],
    ["az login -u mina -p $PASSWORD", "password"],
    ["az login --identity", "workload"],
    ["pac auth create --githubFederated --tenant $T", "workload"],
    ["pac auth create --clientSecret $S --applicationId $A", "static-key"],
    ["pac auth create --username mina --password $P", "password"],
    ["cf auth $USER $PASSWORD", "password"],
    ["gcloud auth activate-service-account --key-file key.json", "static-key"],
  ])("%s", (text, kind) => {
    expect(only(text).identities.map((identity) => identity.kind)).toEqual([kind]);
  });

  it("finds the secret that a sign-in keeps for the commands behind it", () => {
    const kinds = (text: string, variables: Readonly<Record<string, string>> = {}) =>
      only(text, { variables }).identities.map(({ name, kind }) => `${name}: ${kind}`);
    const keep = "kubectl config set-credentials deployer";
    expect(kinds(`${keep} --token=\${{ secrets.KUBE_TOKEN }}`)).toEqual(["--token: static-key"]);
    expect(kinds(`${keep} --token "$TOKEN"`, { TOKEN: "${{ secrets.KUBE_TOKEN }}" })).toEqual(["--token: static-key"]);
    expect(kinds(`${keep} --token=\${{ steps.login.outputs.token }}`)).toEqual([]);
    expect(kinds(`${keep} --token "$TOKEN"`)).toEqual([]);
    expect(kinds("kubectl --token=${{ steps.login.outputs.token }} apply -f k8s")).toEqual([]);
  });

  it("finds long-lived credentials by the names of variables, never by their values", () => {
    const identities = (text: string, variables: Readonly<Record<string, string>>) =>
      only(text, { variables }).identities.map(({ name, kind }) => `${name}: ${kind}`);
    expect(identities("flyctl deploy", { FLY_API_TOKEN: "${{ secrets.FLY_API_TOKEN }}" })).toEqual([
      "FLY_API_TOKEN: static-key",
    ]);
    expect(identities("terraform apply", { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}" })).toEqual([
      "AWS_ACCESS_KEY_ID: static-key",
    ]);
    expect(identities("helm upgrade shop ./chart", { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}" })).toEqual([
      "AWS_ACCESS_KEY_ID: static-key",
    ]);
    expect(
      identities("terraform apply", { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}", AWS_SESSION_TOKEN: "${{ secrets.S }}" }),
    ).toEqual([]);
    expect(identities("npm publish", { NODE_AUTH_TOKEN: "${{ secrets.GITHUB_TOKEN }}" })).toEqual([
      "NODE_AUTH_TOKEN: machine-token",
    ]);
    expect(identities("vercel --prod --token=$VERCEL_TOKEN", {})).toEqual(["--token: static-key"]);
    expect(identities("kubectl apply -f k8s", { KUBECONFIG: "/tmp/kubeconfig" })).toEqual([]);
    expect(identities("kubectl apply -f k8s", { KUBECONFIG: "${{ secrets.KUBECONFIG }}" })).toEqual([
      "KUBECONFIG: static-key",
    ]);
    expect(identities("mvn --batch-mode deploy", { CENTRAL_PASSWORD: "${{ secrets.CENTRAL_PASSWORD }}" })).toEqual([
      "CENTRAL_PASSWORD: password",
    ]);
    expect(identities("opennextjs-cloudflare deploy", { CLOUDFLARE_API_TOKEN: "${{ secrets.CF }}" })).toEqual([
      "CLOUDFLARE_API_TOKEN: static-key",
    ]);
    expect(identities("npm publish", { FLY_API_TOKEN: "${{ secrets.FLY_API_TOKEN }}" })).toEqual([]);
  });
});
