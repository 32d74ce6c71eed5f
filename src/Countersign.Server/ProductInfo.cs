using System.Reflection;

namespace Countersign.Server;

/// <summary>What the service says of itself.</summary>
public static class ProductInfo
{
    public const string Service = "countersign";

    /// <summary>The product's version, without build metadata.</summary>
    public static string Version { get; } =
        typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
