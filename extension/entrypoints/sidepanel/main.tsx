import '../../look/tokens.css'
