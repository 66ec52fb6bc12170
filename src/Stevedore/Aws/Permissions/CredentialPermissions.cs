namespace Stevedore.Aws.Permissions;

/// <summary>What Secrets Manager, Parameter Store and KMS have to allow.</summary>
internal static class CredentialPermissions
{
    // The service adds six characters to the name.
    private const string SecretArn = "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-??????";
    private const string ParameterArn = "arn:{partition}:ssm:{region}:{account}:parameter/{name}";
    private const string KeyArn = "arn:{partition}:kms:{region}:{account}:key/{name}";

    /// <summary>Of credentials, and of secrets that builds mount.</summary>
    public static Permission Secret { get; } =
        new(
            "reading a secret of Secrets Manager",
            "its value logs in, or is mounted by a build",
            SecretArn,
            "secretsmanager:GetSecretValue"
        );

    /// <summary>Of a deployment whose tasks get secrets: ECS takes them by their ARNs.</summary>
    public static Permission LookUpSecret { get; } =
        new("looking up secrets of tasks", "ECS takes a secret by its ARN alone", SecretArn, "secretsmanager:DescribeSecret");

    /// <summary>Only where a secret has a key of one's own.</summary>
    public static Permission SecretKey { get; } =
        new("decrypting a secret", "the secret has a key of one's own", KeyArn, "kms:Decrypt")
        {
            Condition = Via("secretsmanager"),
            IsOptional = true,
        };

    /// <summary>Of credentials, and of secrets that builds mount.</summary>
    public static Permission Parameter { get; } =
        new("reading a parameter of Parameter Store", "its value logs in, or is mounted by a build", ParameterArn, "ssm:GetParameters");

    /// <summary>Only where a parameter has a key of one's own.</summary>
    public static Permission ParameterKey { get; } =
        new("decrypting a parameter", "the parameter has a key of one's own", KeyArn, "kms:Decrypt")
        {
            Condition = Via("ssm"),
            IsOptional = true,
        };

    /// <summary>Of CredentialsStore, for a secret that is not there yet.</summary>
    public static Permission CreateSecret { get; } =
        new("making a secret", "CredentialsStore stores what it is given", SecretArn, "secretsmanager:CreateSecret");

    /// <summary>Of CredentialsStore.</summary>
    public static Permission PutSecret { get; } =
        new("writing a secret", "CredentialsStore stores what it is given", SecretArn, "secretsmanager:PutSecretValue");

    /// <summary>Of CredentialsStore, where a secret has a key of one's own.</summary>
    public static Permission EncryptSecret { get; } =
        new("encrypting a secret", "the secret has a key of one's own", KeyArn, "kms:GenerateDataKey", "kms:Decrypt")
        {
            Condition = Via("secretsmanager"),
        };

    /// <summary>Of CredentialsStore.</summary>
    public static Permission PutParameter { get; } =
        new("writing a parameter", "CredentialsStore stores what it is given", ParameterArn, "ssm:PutParameter");

    /// <summary>Of CredentialsStore, where the second of two parameters is refused.</summary>
    public static Permission DeleteParameter { get; } =
        new("deleting a parameter", "CredentialsStore takes back half of what it stored", ParameterArn, "ssm:DeleteParameter");

    /// <summary>Of CredentialsStore, where a parameter has a key of one's own; one of the advanced tier is encrypted with a data key.</summary>
    public static Permission EncryptParameter { get; } =
        new("encrypting a parameter", "the parameter has a key of one's own", KeyArn, "kms:Encrypt", "kms:GenerateDataKey")
        {
            Condition = Via("ssm"),
        };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All =>
        [
            Secret,
            LookUpSecret,
            SecretKey,
            Parameter,
            ParameterKey,
            CreateSecret,
            PutSecret,
            EncryptSecret,
            PutParameter,
            DeleteParameter,
            EncryptParameter,
        ];

    private static PolicyCondition Via(string service) => new("StringEquals", "kms:ViaService", $"{service}.{{region}}.{{suffix}}");
}
