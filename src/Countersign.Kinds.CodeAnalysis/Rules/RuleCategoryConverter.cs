using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>Categories on the wire in snake_case.</summary>
internal sealed class RuleCategoryConverter() : JsonStringEnumConverter<RuleCategory>(JsonNamingPolicy.SnakeCaseLower);
