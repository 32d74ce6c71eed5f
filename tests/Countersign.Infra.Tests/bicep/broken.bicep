// Wrong on purpose: the tests prove with this file that the checks can fail.
param undescribed string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: undescribed
  location: location
  kind: 'StorageV3'
  properties: {
    allowSharedKeyAcess: false
    supportsHttpsTrafficOnly: 'true'
    networkAcls: []
  }
}

resource unknown 'Microsoft.Storage/storageAccounts@1999-12-31' = {
  name: 'unknown'
}

module missing 'modules/missing.bicep' = {
  params: {
    name: account.listKeys().keys[0].value
  }
}

output endless string = missing.outputs.nothing

var open = [
