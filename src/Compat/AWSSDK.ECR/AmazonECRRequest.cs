using Amazon.Runtime;

namespace Amazon.ECR;

/// <summary>What the requests to Amazon ECR have in common.</summary>
public class AmazonECRRequest : AmazonWebServiceRequest;
