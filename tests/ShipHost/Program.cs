using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using ShipHost;
using Stevedore;
using Stevedore.CodeBuild;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Shipping;

// Hosts as consumers write them, and ends of a process, for tests that need a process of their own. The first argument says which.
var rest = args[1..];
return args[0] switch
{
    "plain" => new CakeHost().UseStevedore().Run(rest),
    "context-before" => new CakeHost().UseContext<OwnContext>().UseStevedore().Run(rest),
    "context-after" => new CakeHost().UseStevedore().UseContext<OwnContext>().Run(rest),
    "context-made" => new CakeHost()
        .ConfigureServices(services =>
            services.AddSingleton<IFrostingContext>(provider => ActivatorUtilities.CreateInstance<OwnContext>(provider))
        )
        .UseStevedore()
        .Run(rest),
    "kind" => new CakeHost()
        .UseStevedore()
        .ConfigureServices(services => services.AddSingleton<RegistryKind, QuayKind>().AddSingleton<IRegistry, QuayRegistry>())
        .Run(rest),
    "settings" => new CakeHost()
        .UseStevedore(settings =>
        {
            settings.Images = new() { ["code"] = new() { Context = "." } };
            settings.Platforms = ["linux/s390x"];
        })
        .Run(rest),
    "slow" => new CakeHost().ConfigureServices(services => services.AddSingleton(Ending.Slowly())).UseStevedore().Run(rest),
    "elsewhere" => new CakeHost()
        .ConfigureServices(services => services.AddSingleton(Calls.Of<IShipping>()).AddSingleton(Calls.Of<IRemoteBuilds>()))
        .UseStevedore()
        .Run(rest),
    "busy" => Ending.Busily(),
    "ask" => Asking.Run(),
    var ending => await Ending.Of(ending),
};
