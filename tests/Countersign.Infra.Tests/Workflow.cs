using Countersign.Testing;
using YamlDotNet.RepresentationModel;

namespace Countersign.Infra.Tests;

/// <summary>A GitHub workflow.</summary>
internal sealed class Workflow
{
    private readonly string _text;

    private Workflow(string text, YamlMappingNode root)
    {
        _text = text;
        Root = root;
    }

    public YamlMappingNode Root { get; }

    public IEnumerable<YamlMappingNode> Jobs => Map(Root, "jobs").Children.Values.Cast<YamlMappingNode>();

    public IEnumerable<YamlMappingNode> Steps => Jobs.SelectMany(StepsOf);

    public IEnumerable<string> Lines => _text.Split('\n');

    public static Workflow Load(string path)
    {
        var text = Repository.Read(path);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new Workflow(text, (YamlMappingNode)stream.Documents.Single().RootNode);
    }

    public static IEnumerable<YamlMappingNode> StepsOf(YamlMappingNode job) =>
        ((YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>();

    public static YamlMappingNode Map(YamlMappingNode node, string name) => (YamlMappingNode)node.Children[name];

    public static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;
}
