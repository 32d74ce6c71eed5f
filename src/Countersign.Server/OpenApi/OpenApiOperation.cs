using System.Globalization;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Server.Http;

namespace Countersign.Server.OpenApi;

/// <summary>One endpoint as an operation of the document.</summary>
internal static class OpenApiOperation
{
    private static readonly EndpointProblem[] Everywhere =
    [
        new(400, ErrorCodes.HostNotAllowed), new(500, ErrorCodes.InternalError), new(503, ErrorCodes.ServiceUnavailable),
    ];

    private static readonly Dictionary<string, string> PathParts = new(StringComparer.Ordinal)
    {
        ["id"] = "The job's identifier.",
        ["task_id"] = "The task's identifier.",
        ["version"] = "The plan version's number.",
        ["name"] = "The artifact's name.",
        ["token"] = "The link's secret.",
    };

    public static JsonObject Create(Endpoint endpoint, OpenApiSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Name,
            ["summary"] = endpoint.Summary,
            ["tags"] = new JsonArray(endpoint.Tag),
            ["parameters"] = Parameters(endpoint),
        };
        if (endpoint.RequestType is { } body)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject { [endpoint.RequestMediaType] = new JsonObject { ["schema"] = schemas.Reference(body) } },
            };
        }

        operation["responses"] = Responses(endpoint, schemas);
        return operation;
    }

    private static JsonArray Parameters(Endpoint endpoint)
    {
        var inPath = endpoint.Route.Split('/')
            .Where(part => part.StartsWith('{'))
            .Select(part => Parameter(part.Trim('{', '}'), "path", PathParts[part.Trim('{', '}')], "string", required: true));
        var others = endpoint.Parameters.Select(parameter =>
            Parameter(parameter.Name, parameter.In, parameter.Description, parameter.Type, parameter.Required));
        return [.. inPath, .. others];
    }

    private static JsonObject Parameter(string name, string location, string description, string type, bool required) => new()
    {
        ["name"] = name,
        ["in"] = location,
        ["description"] = description,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Responses(Endpoint endpoint, OpenApiSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in endpoint.Responses.GroupBy(response => response.Status))
        {
            var content = new JsonObject();
            foreach (var response in status.Where(response => response.Type is not null))
            {
                content[response.MediaType] = new JsonObject { ["schema"] = schemas.Reference(response.Type!) };
            }

            responses[Key(status.Key)] = new JsonObject
            {
                ["description"] = string.Join(" ", status.Select(response => response.Description)),
                ["content"] = content,
            };
        }

        var problems = endpoint.Anonymous
            ? endpoint.Problems.Concat(Everywhere)
            : endpoint.Problems.Concat(Everywhere).Append(new EndpointProblem(401, ErrorCodes.Unauthenticated));
        foreach (var status in problems.GroupBy(problem => problem.Status))
        {
            AddProblem(responses, status.Key, [.. status.Select(problem => problem.Code).Distinct()], schemas);
        }

        return responses;
    }

    private static void AddProblem(JsonObject responses, int status, string[] codes, OpenApiSchemas schemas)
    {
        var content = new JsonObject { ["schema"] = schemas.Reference(typeof(Problem)) };
        var description = $"code: {string.Join(", ", codes)}";
        if (responses[Key(status)] is JsonObject existing)
        {
            existing["description"] = $"{existing["description"]!.GetValue<string>()} Or {description}";
            existing["content"]!["application/problem+json"] = content;
            return;
        }

        responses[Key(status)] = new JsonObject
        {
            ["description"] = description,
            ["content"] = new JsonObject { ["application/problem+json"] = content },
        };
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
