using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>A language model that the operator has configured. Nobody else says where it is.</summary>
public interface IChatModel
{
    /// <summary>Its name, for plans.</summary>
    string Name { get; }

    /// <summary>Asks for the next message of a conversation.</summary>
    /// <param name="messages">The conversation so far, in the form of OpenAI's chat completions.</param>
    /// <param name="tools">Functions that the model may call, in that form.</param>
    /// <param name="maxTokens">The most tokens of the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkFailedException">
    /// <c>model_unavailable</c> (retryable): no answer, too late, or the service is overloaded. <c>model_failed</c>: it refused the
    /// request, or the answer is none, or too large.
    /// </exception>
    Task<ChatAnswer> AskAsync(JsonArray messages, JsonArray tools, int maxTokens, CancellationToken cancellationToken);
}
