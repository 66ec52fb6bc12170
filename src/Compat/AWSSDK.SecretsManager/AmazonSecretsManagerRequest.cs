using Amazon.Runtime;

namespace Amazon.SecretsManager;

/// <summary>What the requests to AWS Secrets Manager have in common.</summary>
public class AmazonSecretsManagerRequest : AmazonWebServiceRequest;
