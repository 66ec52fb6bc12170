using CompatGenerate;
using CompatGenerate.Models;

if (args is not [var models, var repository])
{
    Console.Error.WriteLine("Usage: CompatGenerate MODELS REPOSITORY, where MODELS is botocore's data.");
    return 2;
}

var own = Path.Combine(repository, "build", "CompatGenerate");
var clients = Path.Combine(repository, "src", "Compat");
try
{
    foreach (var (service, operations) in OperationList.Parse(File.ReadAllText(Path.Combine(own, "operations.json"))))
    {
        var files = ClientPackage.Generate(new ModelFolder(models, Path.Combine(own, "newer")).Read(service), operations);
        GeneratedFile.Replace(clients, files);
        Console.WriteLine($"{service}: {string.Join(", ", operations)}");
    }

    return 0;
}
catch (ModelException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
