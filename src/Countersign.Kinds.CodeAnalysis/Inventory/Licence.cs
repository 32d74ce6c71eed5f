using System.Text.RegularExpressions;

namespace Countersign.Kinds.CodeAnalysis.Inventory;

/// <summary>Tells a licence file, and which licence it holds by the words that only that one has.</summary>
internal static partial class Licence
{
    private static readonly (string Id, string[] Words)[] Known =
    [
        ("AGPL-3.0", ["GNU AFFERO GENERAL PUBLIC LICENSE"]),
        ("LGPL-3.0", ["GNU LESSER GENERAL PUBLIC LICENSE", "Version 3"]),
        ("LGPL-2.1", ["GNU LESSER GENERAL PUBLIC LICENSE", "Version 2.1"]),
        ("GPL-3.0", ["GNU GENERAL PUBLIC LICENSE", "Version 3"]),
        ("GPL-2.0", ["GNU GENERAL PUBLIC LICENSE", "Version 2"]),
        ("MPL-2.0", ["Mozilla Public License", "2.0"]),
        ("Apache-2.0", ["Apache License", "Version 2.0"]),
        ("Unlicense", ["free and unencumbered software released into the public domain"]),
        ("ISC", ["Permission to use, copy, modify, and/or distribute this software for any purpose"]),
        ("BSD-3-Clause", ["Redistribution and use in source and binary forms", "Neither the name"]),
        ("BSD-2-Clause", ["Redistribution and use in source and binary forms"]),
        ("MIT", ["Permission is hereby granted, free of charge, to any person obtaining a copy"]),
    ];

    /// <summary>Whether a path names the licence of the whole source.</summary>
    public static bool IsFile(string path) => Name().IsMatch(path);

    /// <summary>Its SPDX identifier; null for words that are not known.</summary>
    public static string? Identify(string text)
    {
        var flat = Spaces().Replace(text, " ");
        return Known.FirstOrDefault(licence => licence.Words.All(word => flat.Contains(word, StringComparison.OrdinalIgnoreCase))).Id;
    }

    [GeneratedRegex(@"^(?:LICEN[SC]E|COPYING|UNLICENSE)(?:[.-][A-Za-z0-9.-]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
