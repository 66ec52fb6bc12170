using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What the requests to AWS Systems Manager's Parameter Store have in common.</summary>
public class AmazonSimpleSystemsManagementRequest : AmazonWebServiceRequest;
