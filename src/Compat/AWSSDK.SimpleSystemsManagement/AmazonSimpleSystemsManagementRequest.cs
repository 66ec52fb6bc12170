using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement;

/// <summary>What the requests to Parameter Store have in common.</summary>
public class AmazonSimpleSystemsManagementRequest : AmazonWebServiceRequest;
