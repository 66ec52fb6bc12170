using Amazon.Runtime;

namespace Amazon.ECRPublic;

/// <summary>What the requests to Amazon ECR Public have in common.</summary>
public class AmazonECRPublicRequest : AmazonWebServiceRequest;
