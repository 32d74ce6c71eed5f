using Countersign.Kinds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Countersign.Server.Kinds.Plugins;

/// <summary>The kinds in the assemblies of <c>Kinds:Folder</c>. What cannot be used is reported, and the rest works.</summary>
internal sealed class PluginKinds(IOptions<KindsOptions> options, IServiceProvider services, ILogger<PluginKinds> logger)
{
    private readonly PluginServices _services = new(services);
    private readonly List<string> _problems = [];

    /// <summary>What could not be used, and why; complete once the kinds are loaded.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Loads them. One whose name is taken is refused.</summary>
    /// <param name="shipped">The kinds that are there already.</param>
    public IReadOnlyList<IJobKind> LoadBeside(IReadOnlyList<IJobKind> shipped)
    {
        _problems.Clear();
        if (Folder() is not { Length: > 0 } folder)
        {
            return [];
        }

        var taken = shipped.ToDictionary(kind => kind.Descriptor.Kind, _ => "which ships with the server", StringComparer.Ordinal);
        List<IJobKind> loaded = [.. PluginFiles.In(Path.GetFullPath(folder)).SelectMany(file => Load(file, taken))];
        foreach (var problem in _problems)
        {
            logger.PluginRefused(problem);
        }

        foreach (var kind in loaded)
        {
            logger.PluginLoaded(kind.Descriptor.Kind, kind.GetType().Assembly.Location);
        }

        return loaded;
    }

    private string? Folder()
    {
        try
        {
            return options.Value.Folder;
        }
        catch (OptionsValidationException)
        {
            // The start lists it with every other problem; kinds are made on the way there.
            return null;
        }
    }

    private List<IJobKind> Load(string file, Dictionary<string, string> taken)
    {
        var kinds = new List<IJobKind>();
        try
        {
            if (!PluginFiles.RefersToKinds(file))
            {
                return kinds;
            }

            if (FolderPermissions.FindOpenToAll(file) is { } open)
            {
                Report(file, $"everybody on the machine may write '{open}'; take that right away with chmod o-w.");
                return kinds;
            }

            Type[] types = [.. new PluginLoadContext(file).LoadFromAssemblyPath(file).GetExportedTypes().Where(IsKind).OrderBy(type => type.FullName, StringComparer.Ordinal)];
            foreach (var type in types)
            {
                Add(file, type, kinds, taken);
            }

            if (types.Length == 0)
            {
                Report(file, "it holds no public class that implements IJobKind.");
            }
        }
#pragma warning disable CA1031 // Somebody else's file: whatever is wrong with it is told, and keeps nothing else from working.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(file, exception.Message);
        }

        return kinds;
    }

    private void Add(string file, Type type, List<IJobKind> kinds, Dictionary<string, string> taken)
    {
        IJobKind kind;
        try
        {
            kind = (IJobKind)ActivatorUtilities.CreateInstance(_services, type);
            if (DescriptorRules.Problem(kind.Descriptor) is { } problem)
            {
                Report(file, $"the kind {type.FullName} {problem}");
                return;
            }
        }
#pragma warning disable CA1031 // Somebody else's code, as above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(file, $"the kind {type.FullName} cannot be made: {exception.Message} Its constructor may ask for {PluginServices.Names}.");
            return;
        }

        var name = kind.Descriptor.Kind;
        if (taken.TryGetValue(name, out var whose))
        {
            Report(file, $"the kind {type.FullName} is named '{name}', {whose}; allowed is a name that is free.");
            return;
        }

        taken.Add(name, $"which is that of '{file}'");
        kinds.Add(kind);
    }

    private void Report(string file, string why) => _problems.Add($"The plug-in '{file}' is not used: {why}");

    private static bool IsKind(Type type) => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IJobKind));
}
