using CompatGenerate.Models;

namespace CompatGenerate.Code;

/// <summary>The client of a service, its interface, its configuration and what the pipeline knows of it.</summary>
internal sealed class ClientCode(ServiceModel model, string name, Protocol protocol, IReadOnlyList<Operation> operations)
{
    public string Interface() =>
        $$"""
            public partial interface IAmazon{{name}} : IAmazonService, IDisposable
            {
            {{Methods(operation => $"    {Signature(operation)};\n")}}
                static ClientConfig IAmazonService.CreateDefaultClientConfig() => new Amazon{{name}}Config();

                static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
                    new Amazon{{name}}Client(awsCredentials, (Amazon{{name}}Config)clientConfig);
            }


            """;

    public string Client() =>
        $$"""
            public partial class Amazon{{name}}Client : AmazonServiceClient, IAmazon{{name}}
            {
                public Amazon{{name}}Client() : this(new Amazon{{name}}Config()) { }
                public Amazon{{name}}Client(RegionEndpoint region) : this(new Amazon{{name}}Config { RegionEndpoint = region }) { }
                public Amazon{{name}}Client(Amazon{{name}}Config config) : base(config) { }
                public Amazon{{name}}Client(AWSCredentials credentials) : this(credentials, new Amazon{{name}}Config()) { }
                public Amazon{{name}}Client(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new Amazon{{name}}Config { RegionEndpoint = region }) { }
                public Amazon{{name}}Client(AWSCredentials credentials, Amazon{{name}}Config clientConfig) : base(credentials, clientConfig) { }

                IClientConfig IAmazonService.Config => Config;

                protected override IServiceMetadata ServiceMetadata => ServiceFacts.Service;

                protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => AwsService.Customize(pipeline);

            {{Methods(Call)}}}


            """;

    public string Config() =>
        $$"""
            public partial class Amazon{{name}}Config : ClientConfig
            {
                private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("{{model.ServiceId.Replace(
                ' ',
                '_'
            )}}", "4.0.0.0");

                public Amazon{{name}}Config() : base(DefaultModes.Provider())
                {
                    base.ServiceId = "{{model.ServiceId}}";
                    AuthenticationServiceName = "{{model.SigningName}}";
                    EndpointProvider = new EndpointRules();
                }

                public static new string ServiceId => "{{model.ServiceId}}";

                public override string RegionEndpointServiceName => "{{model.EndpointPrefix}}";

                public override string ServiceVersion => "{{model.ApiVersion}}";

                public override string UserAgent => Agent;

                public override global::Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
                    EndpointResolution.Resolve(this, parameters);
            }


            """;

    public string Facts(IEnumerable<Shape> errors) =>
        $$"""
            internal static class ServiceFacts
            {
                public static readonly AwsService Service = new("Amazon.{{name}}", "{{model.ServiceId}}", "{{model.ApiVersion}}", "{{protocol.ContentType}}", "{{model.TargetPrefix}}", Error);

                private static AmazonServiceException Error(ErrorResponse error, Reader from) =>
                    error.Code switch
                    {
            {{string.Concat(errors.Select(ExceptionCode.Choice))}}            _ => new Amazon{{name}}Exception({{ExceptionCode.Arguments}}),
                    };
            }


            """;

    public string Endpoints() =>
        $$"""
            internal sealed class EndpointRules : IEndpointProvider
            {
                public global::Amazon.Runtime.Endpoints.Endpoint ResolveEndpoint(EndpointParameters parameters)
                {
                    var endpoint = parameters["Endpoint"] is string { Length: > 0 } configured ? configured : null;
                    var region = parameters["Region"] as string;
                    var useFips = parameters["UseFIPS"] is true;
                    var useDualStack = parameters["UseDualStack"] is true;
            {{new EndpointCode(model.Service).Body(model.EndpointRules)}}    }
            }


            """;

    private string Methods(Func<Operation, string> method) => string.Concat(operations.Select(method));

    private static string Signature(Operation operation) =>
        $"Task<{operation.Name}Response> {operation.Name}Async({operation.Name}Request request, CancellationToken cancellationToken = default)";

    private static string Call(Operation operation)
    {
        var result = operation.ResultWrapper is { } wrapper ? $", \"{wrapper}\"" : "";
        return $"    public virtual {Signature(operation)} =>\n"
            + $"        InvokeAsync<{operation.Name}Response>(request, ServiceFacts.Service.Operation(\"{operation.Name}\", {operation.Name}Response.Read{result}), cancellationToken);\n";
    }
}
