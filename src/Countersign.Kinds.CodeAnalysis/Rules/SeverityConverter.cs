using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>Severities on the wire in snake_case.</summary>
internal sealed class SeverityConverter() : JsonStringEnumConverter<Severity>(JsonNamingPolicy.SnakeCaseLower);
