using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Checks <c>{method, url, headers?, body?}</c>, of a step or of what undoes it.</summary>
/// <param name="errors">Where problems are noted.</param>
internal sealed class RequestInputRules(FieldErrors errors)
{
    private const int MostHeaders = 50;
    private const int LongestUrl = 4_096;

    /// <summary>Notes every problem.</summary>
    /// <param name="request">An object.</param>
    /// <param name="path">Its field.</param>
    /// <param name="known">The variables that it may use.</param>
    public void Check(JsonElement request, string path, IReadOnlyCollection<string> known)
    {
        var method = CheckMethod(request, path);
        CheckUrl(request, path, known);
        CheckHeaders(request, path, known);
        if (PipelineInput.Find(request, "body") is { } body)
        {
            if (method is "GET" or "HEAD")
            {
                errors.Add($"{path}.body", $"is given with {method}; allowed is a body with OPTIONS, POST, PUT, PATCH and DELETE.");
            }

            CheckValue(body, $"{path}.body", known);
        }
    }

    /// <summary>Notes what is wrong with the variables in any JSON value.</summary>
    public void CheckValue(JsonElement value, string path, IReadOnlyCollection<string> known)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                CheckText(value.GetString()!, path, known);
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray())
                {
                    CheckValue(item, $"{path}[{i++}]", known);
                }

                break;
            case JsonValueKind.Object when SecretPaths.NameIn(value) is null:
                foreach (var member in value.EnumerateObject())
                {
                    CheckValue(member.Value, $"{path}.{member.Name}", known);
                }

                break;
        }
    }

    private string? CheckMethod(JsonElement request, string path)
    {
        if (PipelineInput.Find(request, "method") is { ValueKind: JsonValueKind.String } method && HeaderRules.Methods.Contains(method.GetString()!))
        {
            return method.GetString();
        }

        errors.Add($"{path}.method", $"is missing or unknown; allowed are {string.Join(", ", HeaderRules.Methods)}.");
        return null;
    }

    private void CheckUrl(JsonElement request, string path, IReadOnlyCollection<string> known)
    {
        if (PipelineInput.Find(request, "url") is not { ValueKind: JsonValueKind.String } url)
        {
            errors.Add($"{path}.url", "is missing or no string; allowed is an http or https URL.");
        }
        else if (url.GetString()!.Length > LongestUrl)
        {
            errors.Add($"{path}.url", $"has {url.GetString()!.Length} characters; allowed are {LongestUrl}.");
        }
        else if (UrlTemplate.TryParse(url.GetString()!, out var problem) is null)
        {
            errors.Add($"{path}.url", $"{problem}.");
        }
        else
        {
            CheckText(url.GetString()!, $"{path}.url", known);
        }
    }

    private void CheckHeaders(JsonElement request, string path, IReadOnlyCollection<string> known)
    {
        if (PipelineInput.Find(request, "headers") is not { } headers)
        {
            return;
        }

        if (headers.ValueKind != JsonValueKind.Object || headers.EnumerateObject().Count() > MostHeaders)
        {
            errors.Add($"{path}.headers", $"allowed is an object of at most {MostHeaders} headers.");
            return;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers.EnumerateObject())
        {
            var field = $"{path}.headers.{header.Name}";
            if (HeaderRules.ProblemOfName(header.Name) is { } problem)
            {
                errors.Add(field, $"{problem}.");
            }
            else if (!names.Add(header.Name))
            {
                errors.Add(field, "is given twice; names of headers are compared without case.");
            }

            if (header.Value.ValueKind == JsonValueKind.String)
            {
                if (HeaderRules.ProblemOfValue(header.Value.GetString()!) is { } wrong)
                {
                    errors.Add(field, $"{wrong}.");
                }

                CheckText(header.Value.GetString()!, field, known);
            }
            else if (SecretPaths.NameIn(header.Value) is null)
            {
                errors.Add(field, "allowed is a text, or {\"secret_ref\": \"NAME\"}.");
            }
        }
    }

    private void CheckText(string text, string path, IReadOnlyCollection<string> known)
    {
        if (Template.TryParse(text, out var problem) is not { } template)
        {
            errors.Add(path, $"{problem}.");
            return;
        }

        foreach (var name in template.Names.Distinct().Where(name => !known.Contains(name)))
        {
            var allowed = known.Count == 0 ? "none is known here" : $"allowed are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            errors.Add(path, $"uses '{name}', which no parameter gives and no earlier step captures; {allowed}.");
        }
    }
}
