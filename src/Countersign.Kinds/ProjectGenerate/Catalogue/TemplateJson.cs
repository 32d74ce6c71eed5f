using System.Text.Json.Serialization;

namespace Countersign.Kinds.ProjectGenerate.Catalogue;

/// <summary>Reads <c>template.json</c>; a member that nobody knows is a mistake in it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ProjectTemplate))]
internal sealed partial class TemplateJson : JsonSerializerContext;
